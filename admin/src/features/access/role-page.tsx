import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { readRoles } from "@/api/people";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { useViewAs } from "@/hooks/use-view-as";
import classes from "./access.module.css";
import { Matrix } from "./matrix";

export function RolePage() {
  const { role: id } = useParams({ from: "/shell/roles/$role" });
  const { t } = useTranslation("access");
  const roles = useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => readRoles(signal) });
  const role = roles.data?.find((one) => one.id === id);
  if (roles.isPending) return <Loading />;
  if (roles.isError) return <ErrorNotice error={roles.error} onRetry={() => roles.refetch()} />;
  if (role === undefined) return <MissingPage />;
  return (
    <Page
      title={role.name}
      aside={role.isFromFile ? t("file") : t("database")}
      width="narrow"
      actions={
        <>
          {!role.isFromFile && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/content/$collection/$id" params={{ collection: "quintet_roles", id }} {...props} />
              )}
            >
              {t("edit")}
            </Button>
          )}
          {!role.isAdmin && <ViewAsButton role={id} />}
        </>
      }
    >
      {role.description !== null && <p className={classes.about}>{role.description}</p>}
      {role.isAdmin ? <p className={classes.about}>{t("admin")}</p> : <Matrix role={id} />}
    </Page>
  );
}

function ViewAsButton({ role }: { readonly role: string }) {
  const { t } = useTranslation("access");
  const viewAs = useViewAs();
  const navigate = useNavigate();
  const look = () => viewAs(role, () => navigate({ to: "/" }));
  return (
    <Button leftSection={<IconEye size={16} aria-hidden />} onClick={look}>
      {t("viewAs")}
    </Button>
  );
}
