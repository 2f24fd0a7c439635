import { CloseButton, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ItemId } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { asNumber, asText } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import type { FilterInputProps } from "./define-field";
import { useVariableName } from "./filter/variable-name";
import { variablesFor } from "./filter/variables";
import { ItemPicker } from "./item-picker";
import { LineFilter } from "./line-filter";
import type { Link } from "./link";
import classes from "./link-filter.module.css";
import { useLinkTitle } from "./use-link-title";

/** Items that a link leads to, by their names; or whoever asks. */
export function LinkFilter(props: FilterInputProps) {
  const target = useModel().collections.get(props.field.relation?.targets[0] ?? "");
  if (target === undefined) return <LineFilter {...props} />;
  if (operandOf(props.operator) !== "list") return <OneKey {...props} target={target} />;
  const keys = Array.isArray(props.value) ? props.value : [];
  const add = (key: unknown) => {
    if (key !== undefined && !keys.includes(key)) props.onChange([...keys, key]);
  };
  return (
    <div className={classes.many}>
      {keys.map((key, at) => (
        <Chosen key={String(key)} target={target} value={key} onRemove={() => props.onChange(keys.toSpliced(at, 1))} />
      ))}
      <OneKey {...props} key={keys.length} target={target} value={undefined} onChange={add} />
    </div>
  );
}

type KeyProps = FilterInputProps & { readonly target: Collection };

function OneKey(props: KeyProps) {
  const { value, target, onChange } = props;
  const nameOf = useVariableName();
  if (nameOf(value) !== null) return <Chosen target={target} value={value} onRemove={() => onChange(undefined)} />;
  const link = linkTo(target, value);
  return (
    <div className={classes.one}>
      {link === null ? (
        <Picker key="none" {...props} link={null} title="" />
      ) : (
        <Picked key={link.id} {...props} link={link} />
      )}
      {link === null && <Variables {...props} />}
    </div>
  );
}

function Picked(props: KeyProps & { readonly link: Link }) {
  const title = useLinkTitle(props.link);
  // A picker holds what is typed: another title is another picker.
  return <Picker key={title} {...props} title={title} />;
}

function Picker({ field, onChange, label, target, link, title }: KeyProps & { link: Link | null; title: string }) {
  const { t } = useTranslation("filter");
  return (
    <ItemPicker
      id={`filter-${field.collection}-${field.name}`}
      labelId=""
      describedBy={undefined}
      field={field}
      isInvalid={false}
      isRequired={false}
      isReadOnly={false}
      collection={target}
      chosen={link}
      title={title}
      label={label}
      placeholder={t("value")}
      onChoose={(next) => onChange(next?.id)}
    />
  );
}

function Variables({ field, onChange }: KeyProps) {
  const { t } = useTranslation("filter");
  const nameOf = useVariableName();
  const variables = variablesFor(field, useModel());
  if (variables.length === 0) return null;
  return (
    <Select
      aria-label={t("variables")}
      placeholder={t("variables")}
      data={variables.map(({ text }) => ({ value: text, label: nameOf(text) ?? text }))}
      value={null}
      onChange={(text) => text !== null && onChange(text)}
    />
  );
}

interface ChosenProps {
  readonly target: Collection;
  readonly value: unknown;
  readonly onRemove: () => void;
}

function Chosen({ target, value, onRemove }: ChosenProps) {
  const nameOf = useVariableName();
  const link = linkTo(target, value);
  const variable = nameOf(value);
  if (variable !== null || link === null) return <Tag title={variable ?? String(value)} onRemove={onRemove} />;
  return <LinkTag link={link} onRemove={onRemove} />;
}

function LinkTag({ link, onRemove }: { readonly link: Link; readonly onRemove: () => void }) {
  return <Tag title={useLinkTitle(link)} onRemove={onRemove} />;
}

function Tag({ title, onRemove }: { readonly title: string; readonly onRemove: () => void }) {
  const { t } = useTranslation("fields");
  return (
    <span className={classes.chosen}>
      <span>{title}</span>
      <CloseButton size="sm" aria-label={t("rows.remove", { title })} onClick={onRemove} />
    </span>
  );
}

export function linkTo(target: Collection, value: unknown): Link | null {
  const id: ItemId | null = asText(value) ?? asNumber(value);
  return id === null || id === "" ? null : { collection: target.name, id, item: {}, made: null };
}
