import { Button } from "@mantine/core";
import { IconCopy, IconEye, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { PageTabs } from "@/components/page-tabs/page-tabs";
import { useViewAs } from "@/hooks/use-view-as";
import classes from "./access.module.css";
import { DeleteRoleDialog } from "./delete-role-dialog";
import { FileNote } from "./file-note";
import { Matrix } from "./matrix";
import { NewRoleDialog } from "./new-role-dialog";
import { type LoadedRole, roleOf } from "./role-data";
import { RoleEditor } from "./role-editor";
import { RolePeople } from "./role-people";

const SECTIONS = ["permissions", "people"] as const;

export function RolePage() {
  const { role } = useParams({ from: "/shell/roles/$role" });
  const roles = useCollection("quintet_roles");
  return roles === undefined ? <MissingPage /> : <Load key={role} roles={roles} id={role} />;
}

function Load({ roles, id }: { readonly roles: Collection; readonly id: string }) {
  const { t } = useTranslation("access");
  const query = { fields: "*" };
  const loaded = useQuery({
    queryKey: keys.role(id),
    queryFn: ({ signal }) => readItem(roles, id, query, signal),
    // While one edits, nothing is taken from under one; saving says if somebody else was faster.
    refetchOnWindowFocus: false,
  });
  if (loaded.isPending) return <Loading />;
  if (loaded.isError) {
    return (
      <Page title={t("title")} width="narrow">
        <ErrorNotice error={loaded.error} onRetry={() => loaded.refetch()} />
      </Page>
    );
  }
  return <Role roles={roles} role={roleOf(loaded.data.item)} etag={loaded.data.etag} />;
}

interface RoleProps {
  readonly roles: Collection;
  readonly role: LoadedRole;
  readonly etag: string | null;
}

function Role({ roles, role, etag }: RoleProps) {
  const { t } = useTranslation("access");
  const { section } = useSearch({ from: "/shell/roles/$role" });
  const current = SECTIONS.find((name) => name === section) ?? "permissions";
  return (
    <Page
      title={role.name}
      aside={role.isFromFile ? t("file") : t("database")}
      width="narrow"
      actions={<Actions roles={roles} role={role} />}
    >
      {role.description !== "" && role.isFromFile && <p className={classes.about}>{role.description}</p>}
      <PageTabs label={role.name} tabs={SECTIONS.map((name) => ({ name, label: t(name) }))} current={current} />
      {current === "people" && <RolePeople role={role.id} />}
      {current === "permissions" && role.isFromFile && <FileNote role={role} />}
      {current === "permissions" && role.isAdmin && <p>{t("adminText")}</p>}
      {current === "permissions" && role.isFromFile && !role.isAdmin && (
        <Matrix role={role.id} permissions={role.permissions} />
      )}
      {current === "permissions" && !role.isFromFile && <RoleEditor roles={roles} role={role} etag={etag} key={etag} />}
    </Page>
  );
}

function Actions({ roles, role }: Omit<RoleProps, "etag">) {
  const { t } = useTranslation("access");
  const viewAs = useViewAs();
  const navigate = useNavigate();
  const [isCopying, setCopying] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      {!role.isFromFile && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setDeleting(true)}
        >
          {t("deleteRole")}
        </Button>
      )}
      {!role.isAdmin && (
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={() => setCopying(true)}>
          {t("duplicate")}
        </Button>
      )}
      {!role.isAdmin && (
        <Button
          leftSection={<IconEye size={16} aria-hidden />}
          onClick={() => viewAs(role.id, () => navigate({ to: "/" }))}
        >
          {t("viewAs")}
        </Button>
      )}
      <NewRoleDialog original={role} isOpen={isCopying} onClose={() => setCopying(false)} />
      <DeleteRoleDialog roles={roles} role={role} isOpen={isDeleting} onClose={() => setDeleting(false)} />
    </>
  );
}
