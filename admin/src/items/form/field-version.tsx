import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { WholeValue } from "@/fields/whole-value";
import classes from "./field-version.module.css";
import type { Side } from "./sides";

interface Props {
  readonly label: string;
  readonly field: Field;
  readonly value: unknown;
  /** The other version. */
  readonly other: unknown;
  /** Of a text that is compared with another one. */
  readonly text?: Side | undefined;
  readonly isChosen?: boolean;
}

/** One version of a field's value beside another one. */
export function FieldVersion({ label, field, value, other, text, isChosen = false }: Props) {
  const { t } = useTranslation("fields");
  const { isEmpty } = definitionOf(field);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className={classes.version} data-chosen={isChosen || undefined} tabIndex={0} role="group" aria-label={label}>
      <small>{label}</small>
      {isEmpty(value) ? (
        <span className={classes.empty}>{t("empty")}</span>
      ) : text === undefined ? (
        <WholeValue field={field} value={value} other={other} />
      ) : (
        <Words text={text} />
      )}
    </div>
  );
}

function Words({ text }: { readonly text: Side }) {
  return (
    <div className={classes.words}>
      {text.before}
      {text.changed !== "" && <mark>{text.changed}</mark>}
      {text.after}
    </div>
  );
}
