import { Badge, Button } from "@mantine/core";
import { IconHelpCircle, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type Role, readRoles } from "@/api/people";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import classes from "./access.module.css";
import { NewRoleDialog } from "./new-role-dialog";

export function RolesPage() {
  const { t } = useTranslation("access");
  const [isNew, setNew] = useState(false);
  const roles = useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => readRoles(signal) });
  const columns = useColumns();
  return (
    <Page
      title={t("title")}
      width="narrow"
      actions={
        <>
          <WhyButton />
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
            {t("newRole")}
          </Button>
        </>
      }
    >
      <p className={classes.about}>{t("about")}</p>
      {roles.isPending && <Loading />}
      {roles.isError && <ErrorNotice error={roles.error} onRetry={() => roles.refetch()} />}
      {roles.data !== undefined && (
        <DataTable label={t("title")} columns={columns} rows={roles.data} keyOf={(role) => role.id} />
      )}
      <NewRoleDialog isOpen={isNew} onClose={() => setNew(false)} />
    </Page>
  );
}

function WhyButton() {
  const { t } = useTranslation("access");
  return (
    <Button
      variant="default"
      leftSection={<IconHelpCircle size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/why" search={{}} {...props} />}
    >
      {t("whyTitle")}
    </Button>
  );
}

function useColumns(): readonly DataColumn<Role>[] {
  const { t } = useTranslation("access");
  return [
    {
      name: "name",
      label: t("role"),
      cell: (role) => (
        <>
          <Link to="/roles/$role" params={{ role: role.id }} search={{}}>
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
        const may = role.isAdmin ? t("admin") : role.hasAppAccess ? t("app") : t("apiOnly");
        return (
          <>
            {may}
            {role.asksForFactor && <small>{t("asksForFactor")}</small>}
          </>
        );
      },
    },
    {
      name: "source",
      label: t("source"),
      align: "end",
      cell: (role) =>
        role.isFromFile ? (
          <code>{`roles/${role.id}.yaml`}</code>
        ) : (
          <Badge variant="light" miw="max-content">
            {t("database")}
          </Badge>
        ),
    },
  ];
}
