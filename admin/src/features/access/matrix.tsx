import { Popover } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconCircleHalf2 } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { ActionName, Collection } from "@/api/model-types";
import { type Explanation, explain } from "@/api/people";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { useLabel } from "@/hooks/use-label";
import classes from "./access.module.css";

const ACTIONS = ["create", "read", "update", "delete"] as const satisfies readonly ActionName[];

/** What a role may do with each collection. The server is asked, so that this cannot disagree with what happens; a cell tells which rule decides. */
export function Matrix({ role }: { readonly role: string }) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const collections = [...useModel().collections.values()].filter((collection) => !collection.isSystem);
  const wanted = collections.flatMap((collection) => ACTIONS.map((action) => [collection.name, action] as const));
  const answers = useQueries({
    queries: wanted.map(([collection, action]) => ({
      queryKey: keys.explanation(role, action, collection),
      queryFn: ({ signal }: { signal: AbortSignal }) => explain(role, action, collection, signal),
      staleTime: 60_000,
    })),
  });
  const failed = answers.find((answer) => answer.isError);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => failed.refetch()} />;
  if (answers.some((answer) => answer.isPending)) return <Loading />;
  const found = new Map(wanted.map(([collection, action], at) => [`${collection} ${action}`, answers[at]?.data]));
  const columns: DataColumn<Collection>[] = [
    {
      name: "collection",
      label: t("collection"),
      cell: (collection) => (
        <span className={classes.collection}>
          <CollectionIcon name={collection.icon} />
          {labelOf(collection)}
        </span>
      ),
    },
    ...ACTIONS.map((action) => ({
      name: action,
      label: t(action),
      cell: (collection: Collection) => (
        <Grant
          title={t("why", { action: t(action), collection: labelOf(collection) })}
          explanation={found.get(`${collection.name} ${action}`)}
        />
      ),
    })),
  ];
  return <DataTable label={t("title")} columns={columns} rows={collections} keyOf={(collection) => collection.name} />;
}

const ICONS = { denied: IconCircle, depends: IconCircleHalf2, allowed: IconCircleCheckFilled };
const WORDS = { denied: "none", depends: "partial", allowed: "full" } as const;

interface GrantProps {
  readonly title: string;
  readonly explanation: Explanation | undefined;
}

function Grant({ title, explanation }: GrantProps) {
  const { t } = useTranslation("access");
  if (explanation === undefined) return null;
  const { verdict, message, rules } = explanation;
  const Icon = ICONS[verdict];
  return (
    <Popover width={340} withArrow position="bottom-start">
      <Popover.Target>
        <button type="button" className={classes.grant} data-verdict={verdict}>
          <Icon size={18} aria-hidden />
          {t(WORDS[verdict])}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <p className={classes.message}>{message}</p>
        {rules.map((rule) => (
          <div key={rule.source} className={classes.rule}>
            {rule.conditions.length > 0 && <strong>{t("where")}</strong>}
            {rule.conditions.map((condition) => (
              <code key={condition}>{condition}</code>
            ))}
            <small>{t("saysRule", { source: rule.source })}</small>
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
