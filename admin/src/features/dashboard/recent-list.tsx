import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { itemId } from "@/api/items";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import classes from "./dashboard-page.module.css";
import type { RecentItem } from "./use-recent";

interface Props {
  readonly items: readonly RecentItem[];
  readonly isPending: boolean;
  readonly error: Error | null;
  /** What to say when there is nothing. */
  readonly nothing: string;
}

export function RecentList({ items, isPending, error, nothing }: Props) {
  if (isPending) return <Loading />;
  if (error !== null) return <ErrorNotice error={error} />;
  if (items.length === 0) return <p className={classes.nothing}>{nothing}</p>;
  return (
    <ul className={classes.recent}>
      {items.map((recent) => (
        <Recent key={`${recent.collection.name}/${itemId(recent.collection, recent.item)}`} recent={recent} />
      ))}
    </ul>
  );
}

function Recent({ recent: { collection, item, at } }: { readonly recent: RecentItem }) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const formats = useFormats();
  return (
    <li>
      <CollectionIcon name={collection.icon} />
      <div>
        <Link
          dir="auto"
          to="/content/$collection/$id"
          params={{ collection: collection.name, id: String(itemId(collection, item)) }}
        >
          {itemTitle(collection, item) || t("unnamed")}
        </Link>
        <small>{labelOf(collection)}</small>
      </div>
      <time dateTime={at.toISOString()} title={formats.dateTime(at)}>
        {formats.relative(at)}
      </time>
    </li>
  );
}
