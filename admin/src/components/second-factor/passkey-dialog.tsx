import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { addPasskey, type Passkey, renamePasskey } from "@/api/second-factor";
import { Dialog } from "@/components/dialog/dialog";
import { deviceOf } from "@/lib/device";
import classes from "./second-factor.module.css";
import { useFactorError } from "./use-factor-error";

/** A new one, or another name for one that is there. */
export type PasskeyWish = "new" | Passkey;

interface Props {
  readonly wish: PasskeyWish | null;
  readonly onClose: () => void;
}

export function PasskeyDialog({ wish, onClose }: Props) {
  const { t } = useTranslation("security");
  const title = wish === null || wish === "new" ? t("addPasskey") : t("renameNamed", { name: wish.name });
  return (
    <Dialog isOpen={wish !== null} onClose={onClose} title={title}>
      {wish !== null && <PasskeyForm wish={wish} onDone={onClose} />}
    </Dialog>
  );
}

export function PasskeyForm({ wish, onDone }: { readonly wish: PasskeyWish; readonly onDone: () => void }) {
  const { t } = useTranslation("security");
  const describe = useFactorError();
  const client = useQueryClient();
  const [name, setName] = useState(wish === "new" ? (deviceOf(navigator.userAgent) ?? "") : wish.name);
  const save = useMutation({
    mutationFn: () => (wish === "new" ? addPasskey(name) : renamePasskey(wish.id, name)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.passkeys });
      await client.invalidateQueries({ queryKey: keys.factors("me") });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {wish === "new" && <p className={classes.text}>{t("addPasskeyText")}</p>}
        <TextInput
          label={t("name")}
          description={wish === "new" ? t("passkeyNameHelp") : undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.isError ? describe(save.error) : null}
          maxLength={100}
          required
          data-autofocus
        />
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ""} fullWidth>
          {wish === "new" ? t("continue") : t("save")}
        </Button>
      </Stack>
    </form>
  );
}
