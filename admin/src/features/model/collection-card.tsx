import { Badge } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Collection, Field } from "@/api/model-types";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { useLabel } from "@/hooks/use-label";
import classes from "./collection-card.module.css";

export function CollectionCard({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("model");
  const labelOf = useLabel();
  return (
    <details className={classes.card} id={collection.name}>
      <summary className={classes.summary}>
        <CollectionIcon name={collection.icon} />
        <strong>{labelOf(collection)}</strong>
        <code>{collection.name}</code>
        {collection.isSingleton && <Badge variant="light">{t("singleton")}</Badge>}
        <span className={classes.count}>{t("fields", { count: collection.fields.length })}</span>
        <IconChevronDown size={16} className={classes.chevron} aria-hidden />
      </summary>
      {collection.note !== null && <p className={classes.note}>{collection.note}</p>}
      <div className={classes.scroller}>
        <table className={classes.fields}>
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("type")}</th>
              <th scope="col">{t("properties")}</th>
            </tr>
          </thead>
          <tbody>
            {collection.fields.map((field) => (
              <FieldLine key={field.name} field={field} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function FieldLine({ field }: { readonly field: Field }) {
  const { t } = useTranslation("model");
  const labelOf = useLabel();
  const words = [
    field.isKey && t("key"),
    field.isRequired && t("required"),
    field.isUnique && !field.isKey && t("unique"),
    field.isReadonly && t("readonly"),
    field.isSearchable && t("searchable"),
    field.relation?.isMany === true && t("many"),
  ].filter((word) => word !== false);
  return (
    <tr>
      <td>
        {labelOf(field)} <code>{field.name}</code>
      </td>
      <td>
        <code>{field.kind}</code>
        {field.relation?.targets.map((target) => (
          <a key={target} href={`#${target}`} className={classes.target}>
            {target}
          </a>
        ))}
      </td>
      <td>{words.join(", ")}</td>
    </tr>
  );
}
