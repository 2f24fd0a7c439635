import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Entry } from "@/api/activity";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { isMany } from "@/fields/link";
import { plainField } from "@/fields/richtext/plain-field";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import { deviceOf } from "@/lib/device";
import { isObject, type JsonObject } from "@/lib/json";
import { readable } from "@/lib/text";
import classes from "./activity.module.css";
import { loadBefore } from "./before";
import { RecordedValue } from "./recorded-value";

/** Each field before and after, and from where it was done. */
export function EntryDetails({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation("activity");
  const labelOf = useLabel();
  const model = useModel();
  const names = Object.keys(entry.changes);
  const isChange = entry.action === "update";
  const before = useQuery({
    queryKey: keys.before(entry.id),
    queryFn: ({ signal }) => loadBefore(model, entry, signal),
    enabled: isChange,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const fieldOf = (name: string): Field =>
    model.collections.get(entry.collection ?? "")?.fields.find((field) => field.name === name) ??
    unknownField(name, entry.changes[name]);
  return (
    <div className={classes.details}>
      {names.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <div className={classes.scroller} tabIndex={0}>
          <table className={classes.changes}>
            <thead>
              <tr>
                <th scope="col">{t("field")}</th>
                {isChange && <th scope="col">{t("before")}</th>}
                <th scope="col">{isChange ? t("after") : t("value")}</th>
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">{labelOf(fieldOf(name))}</th>
                  {isChange && (
                    <td>
                      <Before
                        field={fieldOf(name)}
                        known={before.data}
                        isPending={before.isPending}
                        name={name}
                        after={entry.changes[name]}
                      />
                    </td>
                  )}
                  <td>
                    <RecordedValue
                      field={fieldOf(name)}
                      json={entry.changes[name] ?? null}
                      other={before.data?.[name]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Circumstances entry={entry} />
    </div>
  );
}

/** What was told beside fields, such as why a sign-in failed. */
function unknownField(name: string, json: unknown): Field {
  return { ...plainField(readable(name)), name, kind: typeof json === "string" ? "string" : "json" };
}

interface BeforeProps {
  readonly field: Field;
  readonly name: string;
  readonly known: JsonObject | undefined;
  readonly isPending: boolean;
  readonly after: unknown;
}

function Before({ field, name, known = {}, isPending, after }: BeforeProps) {
  const { t } = useTranslation("activity");
  // A difference of links says nothing of all the links that there were.
  const isDifference = field.relation !== null && isMany(field) && isObject(known[name]);
  if (Object.hasOwn(known, name) && !isDifference) {
    return <RecordedValue field={field} json={known[name] ?? null} other={after} />;
  }
  return <span className={classes.faint}>{isPending ? "…" : t("unknownBefore")}</span>;
}

function Circumstances({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation("activity");
  const formats = useFormats();
  const device = deviceOf(entry.userAgent) ?? entry.userAgent;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t("when")}</dt>
        <dd>{formats.dateTime(entry.at)}</dd>
      </div>
      {entry.ip !== null && (
        <div>
          <dt>{t("address")}</dt>
          <dd>{entry.ip}</dd>
        </div>
      )}
      {device !== null && (
        <div>
          <dt>{t("device")}</dt>
          <dd>{device}</dd>
        </div>
      )}
      {entry.isImpersonated && <div>{t("impersonatedBy")}</div>}
    </dl>
  );
}
