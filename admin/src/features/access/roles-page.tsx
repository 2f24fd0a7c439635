import { Badge, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type Role, readRoles } from "@/api/people";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import classes from "./access.module.css";

export function RolesPage() {
  const { t } = useTranslation("access");
  const roles = useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => readRoles(signal) });
  const columns = useColumns();
  return (
    <Page title={t("title")} width="narrow" actions={<NewButton />}>
      <p className={classes.about}>{t("about")}</p>
      {roles.isPending && <Loading />}
      {roles.isError && <ErrorNotice error={roles.error} onRetry={() => roles.refetch()} />}
      {roles.data !== undefined && (
        <DataTable label={t("title")} columns={columns} rows={roles.data} keyOf={(role) => role.id} />
      )}
    </Page>
  );
}

function NewButton() {
  const { t } = useTranslation("access");
  return (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => (
        <Link to="/content/$collection/$id" params={{ collection: "quintet_roles", id: "+" }} {...props} />
      )}
    >
      {t("newRole")}
    </Button>
  );
}

function useColumns(): readonly DataColumn<Role>[] {
  const { t } = useTranslation("access");
  return [
    {
      name: "name",
      label: t("title"),
      cell: (role) => (
        <>
          <Link to="/roles/$role" params={{ role: role.id }}>
            {role.name}
          </Link>
          <small>{role.description}</small>
        </>
      ),
    },
    {
      name: "may",
      label: t("may"),
      cell: (role) => {
        if (role.isAdmin) return t("admin");
        return role.hasAppAccess ? t("app") : "";
      },
    },
    {
      name: "source",
      label: t("source"),
      align: "end",
      cell: (role) => <Badge variant="light">{role.isFromFile ? t("file") : t("database")}</Badge>,
    },
  ];
}
