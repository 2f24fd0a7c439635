import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { PersonAvatar } from "@/components/avatar/person-avatar";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { asText } from "@/lib/json";
import classes from "./access.module.css";

const MOST = 50;

/** Who has the role. */
export function RolePeople({ role }: { readonly role: string }) {
  const { t } = useTranslation("access");
  const users = useCollection("quintet_users");
  if (role === "public") return <p>{t("publicPeople")}</p>;
  return users === undefined ? null : <People users={users} role={role} />;
}

function People({ users, role }: { readonly users: Collection; readonly role: string }) {
  const { t } = useTranslation("access");
  const query = {
    fields: "id,first_name,last_name,email,avatar",
    sort: "last_name,first_name,email",
    limit: String(MOST),
    meta: "filter_count",
    filter: JSON.stringify({ roles: { _contains: role } }),
  };
  const page = useQuery({
    queryKey: keys.list(users.name, query),
    queryFn: ({ signal }) => listItems(users, query, signal),
  });
  if (page.isPending) return <Loading />;
  if (page.isError) return <ErrorNotice error={page.error} onRetry={() => page.refetch()} />;
  const { items, matching } = page.data;
  if (items.length === 0) return <Notice icon={<IconUsers size={22} aria-hidden />} title={t("nobody")} />;
  return (
    <>
      <ul className={classes.people}>
        {items.map((user) => {
          const names = [user.first_name, user.last_name].flatMap((part) => asText(part) ?? []).join(" ");
          const email = asText(user.email) ?? "";
          return (
            <li key={String(user.id)}>
              <PersonAvatar name={names} picture={asText(user.avatar)} />
              <span>
                <Link to="/users/$id" params={{ id: String(user.id) }} search={{}}>
                  {names || email || String(user.id)}
                </Link>
                {names !== "" && <small>{email}</small>}
              </span>
            </li>
          );
        })}
      </ul>
      {(matching ?? 0) > items.length && (
        <p>
          <Link to="/users" search={{ role }}>
            {t("allPeople", { count: matching ?? 0 })}
          </Link>
        </p>
      )}
    </>
  );
}
