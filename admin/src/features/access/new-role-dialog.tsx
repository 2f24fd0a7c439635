import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { createItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";
import { bodyOf, type RoleData, roleIdOf } from "./role-data";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What the new one begins with. */
  readonly original?: RoleData;
}

const EMPTY = { description: "", hasAppAccess: true, asksForFactor: false, permissions: {} };

/** A role of the database, empty or as a copy of another one. */
export function NewRoleDialog({ isOpen, onClose, original }: Props) {
  const { t } = useTranslation("access");
  const title = original === undefined ? t("newRole") : t("duplicateNamed", { name: original.name });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <NewRoleForm original={original} />
    </Dialog>
  );
}

function NewRoleForm({ original }: { readonly original: RoleData | undefined }) {
  const { t } = useTranslation("access");
  const describe = useErrorText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const roles = useCollection("quintet_roles");
  const [name, setName] = useState(original === undefined ? "" : t("copyOf", { name: original.name }));
  const [typedId, setTypedId] = useState<string | null>(null);
  const id = typedId ?? roleIdOf(name);
  const create = useMutation({
    mutationFn: async () => {
      if (roles === undefined) return;
      await createItem(roles, { id, ...bodyOf({ ...EMPTY, ...original, name: name.trim() }) });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.roles });
      await navigate({ to: "/roles/$role", params: { role: id }, search: {} });
    },
  });
  const isTaken = isApiError(create.error, "RECORD_NOT_UNIQUE");
  const problem = create.isError ? (isTaken ? t("idTaken") : describe(create.error)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          data-autofocus
        />
        <TextInput
          label={t("id")}
          description={t("idHelp")}
          value={id}
          onChange={(event) => setTypedId(event.currentTarget.value)}
          error={problem}
          maxLength={64}
          dir="ltr"
          required
        />
        <Button type="submit" loading={create.isPending} disabled={name.trim() === "" || id === ""} fullWidth>
          {t("createRole")}
        </Button>
      </Stack>
    </form>
  );
}
