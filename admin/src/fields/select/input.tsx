import { Group, MultiSelect, Select } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLabel, usePlaceholder } from "@/hooks/use-label";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import { choicesOf, isMultiple } from "./choices";
import { Dot } from "./dot";

const SEARCHED = 8;

export function SelectInput(props: InputProps<readonly string[]>) {
  const placeholder = usePlaceholder(props.field);
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const choices = choicesOf(props.field);
  const colors = new Map(choices.map((choice) => [choice.name, choice.color]));
  const known = choices.map((choice) => ({ value: choice.name, label: labelOf(choice) }));
  // A value that the model no longer offers stays in sight until somebody changes it.
  const gone = props.value.filter((name) => !colors.has(name)).map((name) => ({ value: name, label: name }));
  const common = {
    id: props.id,
    data: [...known, ...gone],
    placeholder: props.value.length > 0 ? "" : placeholder || t("select.choose"),
    readOnly: props.isReadOnly,
    required: props.isRequired,
    error: props.isInvalid,
    "aria-describedby": props.describedBy,
    searchable: known.length > SEARCHED,
    clearable: !props.isReadOnly && !props.isRequired,
    clearButtonProps: { "aria-label": t("clear") },
    nothingFoundMessage: t("select.none"),
    renderOption: ({ option, checked }: { option: { value: string; label: string }; checked?: boolean }) => (
      <Group gap="xs" flex={1}>
        <Dot color={colors.get(option.value) ?? null} />
        <span>{option.label}</span>
        {checked === true && <IconCheck size={14} aria-hidden style={{ marginInlineStart: "auto" }} />}
      </Group>
    ),
  };
  if (isMultiple(props.field)) {
    const max = asNumber(props.field.options.max_items);
    return (
      <MultiSelect
        {...common}
        {...(max === null ? {} : { maxValues: max })}
        value={[...props.value]}
        onChange={props.onChange}
      />
    );
  }
  const [chosen] = props.value;
  const color = colors.get(chosen ?? "") ?? null;
  return (
    <Select
      {...common}
      value={chosen ?? null}
      onChange={(next) => props.onChange(next === null ? [] : [next])}
      {...(color === null ? {} : { leftSection: <Dot color={color} /> })}
      allowDeselect={!props.isRequired}
      checkIconPosition="right"
    />
  );
}
