import { Button, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { deleteItems, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { ErrorNotice } from "@/components/notice/error-notice";
import type { LoadedRole } from "./role-data";

interface Props {
  readonly roles: Collection;
  readonly role: LoadedRole;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function DeleteRoleDialog({ roles, role, isOpen, onClose }: Props) {
  const { t } = useTranslation("access");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("deleteNamed", { name: role.name })}>
      <Content roles={roles} role={role} />
    </Dialog>
  );
}

function Content({ roles, role }: Pick<Props, "roles" | "role">) {
  const { t } = useTranslation("access");
  const client = useQueryClient();
  const navigate = useNavigate();
  const holders = useHolders(role.id);
  const remove = useMutation({
    mutationFn: () => deleteItems(roles, [role.id]),
    onSuccess: async () => {
      await navigate({ to: "/roles" });
      await client.invalidateQueries({ queryKey: keys.roles });
      await client.invalidateQueries({ queryKey: keys.collection("quintet_users") });
    },
  });
  return (
    <Stack gap="md">
      <p>{holders === 0 ? t("deleteUnused") : t("deleteHolders", { count: holders })}</p>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()} fullWidth>
        {t("deleteRole")}
      </Button>
    </Stack>
  );
}

function useHolders(role: string): number {
  const users = useCollection("quintet_users");
  const query = { limit: "0", meta: "filter_count", filter: JSON.stringify({ roles: { _contains: role } }) };
  const page = useQuery({
    queryKey: keys.list("quintet_users", query),
    queryFn: ({ signal }) => (users === undefined ? null : listItems(users, query, signal)),
  });
  return page.data?.matching ?? 0;
}
