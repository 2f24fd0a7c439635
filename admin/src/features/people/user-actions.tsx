import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconDots,
  IconKeyOff,
  IconLink,
  IconLogout,
  IconMail,
  IconMasksTheater,
  IconTrash,
  IconUserCheck,
  IconUserOff,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Item } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { useActAs } from "@/hooks/use-act-as";
import { useRoleNames } from "@/hooks/use-role-names";
import { asTexts } from "@/lib/json";
import { DeleteUserDialog } from "./delete-user-dialog";
import { LinkDialog } from "./link-dialog";
import { useTelling } from "./use-telling";
import { useUserChanges } from "./use-user-changes";

interface Props {
  readonly users: Collection;
  readonly user: Item;
  readonly name: string;
}

const ICON = { size: 16, "aria-hidden": true } as const;

/** What can be done with somebody's account. What one may not do is not offered. */
export function UserActions({ users, user, name }: Props) {
  const { t } = useTranslation("people");
  const id = String(user.id);
  const [isDeleting, setDeleting] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const mayDelete = users.permissions.delete.access !== "none";
  return (
    <>
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link to="/content/$collection/$id" params={{ collection: users.name, id }} {...props} />
        )}
      >
        {t("editProfile")}
      </Button>
      <Menu position="bottom-end" width="17rem">
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label={t("more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <AccountItems users={users} user={user} name={name} onLink={setLink} />
          {mayDelete && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash {...ICON} />} onClick={() => setDeleting(true)}>
                {t("delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <DeleteUserDialog users={users} id={id} name={name} isOpen={isDeleting} onClose={() => setDeleting(false)} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  );
}

function AccountItems({ users, user, name, onLink }: Props & { readonly onLink: (link: string) => void }) {
  const { t } = useTranslation("people");
  const { isAdmin, userId } = useModel();
  const changes = useUserChanges(users, user);
  const isOwn = user.id === userId;
  const maySuspend = users.permissions.update.fields.has("status") && !isOwn;
  const isInvited = user.status === "invited";
  return (
    <>
      {isAdmin && userId !== null && <ActAsItem user={user} isOwn={isOwn} name={name} />}
      {isInvited && (
        <Menu.Item leftSection={<IconMail {...ICON} />} onClick={changes.resend}>
          {t("resend")}
        </Menu.Item>
      )}
      {isInvited && isAdmin && (
        <Menu.Item leftSection={<IconLink {...ICON} />} onClick={() => changes.makeLink().then(onLink)}>
          {t("newLink")}
        </Menu.Item>
      )}
      {user.status === "active" && (
        <Menu.Item leftSection={<IconMail {...ICON} />} onClick={changes.sendReset}>
          {t("sendReset")}
        </Menu.Item>
      )}
      {isAdmin && (
        <Menu.Item leftSection={<IconLogout {...ICON} />} onClick={changes.signOut}>
          {isOwn ? t("endOthers") : t("signOutEverywhere")}
        </Menu.Item>
      )}
      {isAdmin && (
        <Menu.Item leftSection={<IconKeyOff {...ICON} />} onClick={changes.resetFactor}>
          {t("resetFactor")}
        </Menu.Item>
      )}
      {maySuspend && user.status === "active" && (
        <Menu.Item leftSection={<IconUserOff {...ICON} />} onClick={changes.suspend}>
          {t("suspend")}
        </Menu.Item>
      )}
      {maySuspend && user.status !== "active" && !isInvited && (
        <Menu.Item leftSection={<IconUserCheck {...ICON} />} onClick={changes.activate}>
          {t("activate")}
        </Menu.Item>
      )}
    </>
  );
}

interface ActAsItemProps {
  readonly user: Item;
  readonly isOwn: boolean;
  readonly name: string;
}

/** Not for another administrator: the server refuses it. */
function ActAsItem({ user, isOwn, name }: ActAsItemProps) {
  const { t } = useTranslation("people");
  const actAs = useActAs();
  const navigate = useNavigate();
  const tell = useTelling();
  const roles = useRoleNames().list;
  const isAdmin = asTexts(user.roles).some((id) => roles.some((role) => role.id === id && role.isAdmin));
  if (isOwn || user.status !== "active" || isAdmin) return null;
  const begin = () => tell(() => actAs.begin(String(user.id), () => navigate({ to: "/" })));
  return (
    <Menu.Item leftSection={<IconMasksTheater {...ICON} />} onClick={begin}>
      {t("actAs", { name })}
    </Menu.Item>
  );
}
