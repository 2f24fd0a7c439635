import { Button, MultiSelect, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { createToken, type TokenWish } from "@/api/people";
import { CodeBlock } from "@/components/code-block/code-block";
import { Dialog } from "@/components/dialog/dialog";
import { ErrorNotice } from "@/components/notice/error-notice";
import { PersonSelect } from "@/components/person-select/person-select";
import { useRoleNames } from "@/hooks/use-role-names";

interface Props {
  readonly owner: string | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function TokenDialog({ owner, isOpen, onClose }: Props) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (wish: TokenWish) => createToken(owner, wish),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens(owner) }),
  });
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} title={t("newToken")} isForced={create.isSuccess}>
      {create.isSuccess ? (
        <Stack gap="md">
          <p role="status">{t("tokenOnce")}</p>
          <CodeBlock code={create.data} />
          <Button onClick={close}>{t("done")}</Button>
        </Stack>
      ) : (
        <TokenForm
          isForAnybody={owner === null}
          onWish={create.mutate}
          isPending={create.isPending}
          error={create.error}
        />
      )}
    </Dialog>
  );
}

const DAYS = [7, 30, 90, 365] as const;
const DAY = 86_400_000;

interface FormProps {
  /** All tokens are made here, of anybody or of a machine. */
  readonly isForAnybody: boolean;
  readonly onWish: (wish: TokenWish) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

function TokenForm({ isForAnybody, onWish, isPending, error }: FormProps) {
  const { t } = useTranslation("people");
  const [name, setName] = useState("");
  const [user, setUser] = useState<string | undefined>();
  const [roles, setRoles] = useState<string[]>([]);
  const [isReadOnly, setReadOnly] = useState(false);
  const [days, setDays] = useState("90");
  const known = useRoleNames();
  // A machine's own token has no owner whose roles it could have.
  const needsRoles = isForAnybody && user === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const end = days === "" ? null : new Date(Date.now() + Number(days) * DAY).toISOString();
    onWish({
      name,
      is_read_only: isReadOnly,
      expires_at: end,
      ...(roles.length === 0 ? {} : { roles }),
      ...(user === undefined ? {} : { user }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {error !== null && <ErrorNotice error={error} />}
        <TextInput
          label={t("name")}
          description={t("tokenNameHelp")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          data-autofocus
        />
        {isForAnybody && (
          <PersonSelect label={t("owner")} help={t("ownerHelp")} value={user ?? null} onChange={setUser} />
        )}
        <MultiSelect
          label={t("roles")}
          placeholder={roles.length === 0 ? (needsRoles ? t("noRoleYet") : t("rolesOfOwner")) : ""}
          data={known.list.map((role) => ({ value: role.id, label: role.name }))}
          value={roles}
          onChange={setRoles}
          required={needsRoles}
          clearable
        />
        <Select
          label={t("expires")}
          data={[
            ...DAYS.map((count) => ({ value: String(count), label: t("expiresDays", { count }) })),
            { value: "", label: t("expiresNever") },
          ]}
          value={days}
          onChange={(value) => setDays(value ?? "")}
          allowDeselect={false}
        />
        <Switch
          label={t("readOnly")}
          description={t("readOnlyHelp")}
          checked={isReadOnly}
          onChange={(event) => setReadOnly(event.currentTarget.checked)}
        />
        <Button
          type="submit"
          loading={isPending}
          disabled={name.trim() === "" || (needsRoles && roles.length === 0)}
          fullWidth
        >
          {t("createToken")}
        </Button>
      </Stack>
    </form>
  );
}
