import { useTranslation } from "react-i18next";
import type { Item } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import { isOfServer } from "@/items/form/layout";
import { asText } from "@/lib/json";
import classes from "./item-facts.module.css";

/** What the server writes down by itself: who made an item, and when. */
export function ItemFacts({ collection, item }: { readonly collection: Collection; readonly item: Item }) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const facts = collection.fields.filter((field) => isOfServer(field) && (item[field.name] ?? null) !== null);
  return (
    <dl className={classes.facts} aria-label={t("facts")}>
      {facts.map((field) => {
        const { Cell, fromJson } = definitionOf(field);
        return (
          <div key={field.name}>
            <dt>{labelOf(field)}</dt>
            <dd>
              {field.kind === "datetime" ? (
                <Moment iso={asText(item[field.name]) ?? ""} />
              ) : (
                <Cell field={field} value={fromJson(item[field.name], field)} />
              )}
            </dd>
          </div>
        );
      })}
      <div>
        <dt>{t("id")}</dt>
        <dd className={classes.id}>{String(item[collection.primaryKey] ?? "")}</dd>
      </div>
    </dl>
  );
}

function Moment({ iso }: { readonly iso: string }) {
  const formats = useFormats();
  const at = new Date(iso);
  return (
    <time dateTime={iso} title={formats.dateTime(at)}>
      {formats.relative(at)}
    </time>
  );
}
