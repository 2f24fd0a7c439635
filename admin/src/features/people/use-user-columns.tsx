import { Badge } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Item } from "@/api/items";
import { PersonAvatar } from "@/components/avatar/person-avatar";
import type { DataColumn } from "@/components/data-table/data-table";
import { useRoleNames } from "@/hooks/use-role-names";
import { useFormats } from "@/i18n/format";
import { asText, asTexts } from "@/lib/json";
import classes from "./people.module.css";
import { nameOf } from "./person";
import { StatusBadge } from "./status-badge";
import { useUserWords } from "./use-user-words";

export function useUserColumns(): readonly DataColumn<Item>[] {
  const { t } = useTranslation("people");
  const formats = useFormats();
  const roles = useRoleNames();
  const { fieldName } = useUserWords();
  return [
    {
      name: "name",
      label: t("name"),
      cell: (user) => {
        const name = nameOf(user) ?? asText(user.email) ?? t("unnamed");
        return (
          <span className={classes.person}>
            <PersonAvatar name={nameOf(user) ?? ""} picture={asText(user.avatar)} />
            <span>
              <Link to="/users/$id" params={{ id: String(user.id) }} search={{}}>
                {name}
              </Link>
              {nameOf(user) !== null && <small>{asText(user.email)}</small>}
            </span>
          </span>
        );
      },
    },
    {
      name: "roles",
      label: t("roles"),
      cell: (user) => (
        <span className={classes.badges}>
          {asTexts(user.roles).map((role) => (
            <Badge key={role} variant="light" miw="max-content">
              {roles.nameOf(role)}
            </Badge>
          ))}
        </span>
      ),
    },
    { name: "status", label: fieldName("status"), cell: (user) => <StatusBadge status={user.status} /> },
    {
      name: "access",
      label: fieldName("last_access"),
      cell: (user) => {
        const at = asText(user.last_access);
        return at === null ? t("never") : formats.relative(new Date(at));
      },
    },
  ];
}
