import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { isMany, type Link, linksOf } from "@/fields/link";
import { definitionOf } from "@/fields/registry";
import { useLinkTitle } from "@/fields/use-link-title";
import { WholeValue } from "@/fields/whole-value";
import { useFormats } from "@/i18n/format";
import { asList, asObject, asText, isObject } from "@/lib/json";
import classes from "./activity.module.css";

interface Props {
  readonly field: Field;
  /** As the log has it: cut where it is long, stars where it is secret. */
  readonly json: unknown;
  /** Beside it: the parts of a value in which the two differ are marked. */
  readonly other?: unknown;
}

/** What the log says of one value. */
export function RecordedValue({ field, json, other = null }: Props) {
  const { t } = useTranslation("activity");
  const { fromJson, isEmpty } = definitionOf(field);
  if (isSecret(json)) return <span className={classes.faint}>{t("secret")}</span>;
  if (isCut(json)) return <span className={classes.words}>{json}</span>;
  if (field.relation !== null) return <RecordedLinks field={field} json={json} />;
  const value = fromJson(json, field);
  if (json === null || isEmpty(value)) return <span className={classes.faint}>{t("nothing")}</span>;
  return (
    <div className={classes.words}>
      <WholeValue field={field} value={value} other={other === null ? undefined : fromJson(other, field)} />
    </div>
  );
}

/** What the server puts in the place of passwords and secrets. */
export function isSecret(json: unknown): boolean {
  return asText(json)?.match(/^\*{10}$/) != null;
}

/** The log keeps the beginning of what is long, and says how long it was. */
export function isCut(json: unknown): json is string {
  return asText(json)?.match(/… \(\d+ bytes\)$/) != null;
}

const SHOWN = 5;

function RecordedLinks({ field, json }: Props) {
  const { t } = useTranslation("activity");
  const formats = useFormats();
  if (isMany(field) && isObject(json)) {
    const { create, update, delete: gone } = asObject(json);
    const added = asList(create).length + asList(update).length;
    const parts = [
      ...(added > 0 ? [t("linksAdded", { count: added })] : []),
      ...(asList(gone).length > 0 ? [t("linksRemoved", { count: asList(gone).length })] : []),
    ];
    return <>{formats.list(parts)}</>;
  }
  const { links } = linksOf(json, field);
  if (links.length === 0) return <span className={classes.faint}>{t("nothing")}</span>;
  return (
    <ul className={classes.links}>
      {links.slice(0, SHOWN).map((link) => (
        <LinkName key={`${link.collection}/${link.id}`} link={link} field={field} />
      ))}
      {links.length > SHOWN && <li>{`+${formats.number(links.length - SHOWN)}`}</li>}
    </ul>
  );
}

function LinkName({ link, field }: { readonly link: Link; readonly field: Field }) {
  return <li>{useLinkTitle(link, field)}</li>;
}
