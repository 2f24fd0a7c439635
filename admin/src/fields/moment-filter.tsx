import { Group, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asText } from "@/lib/json";
import { nowOf, nowText, USUAL_NOW } from "@/lib/now";
import { operandOf } from "@/lib/operand";
import type { FilterInputProps } from "./define-field";
import { LineFilter } from "./line-filter";
import { MomentDistance } from "./moment-distance";
import classes from "./moment-filter.module.css";
import { PlainInput } from "./plain-input";

/** A moment of the calendar, or one that moves with the clock. */
export function MomentFilter(props: FilterInputProps) {
  const { t } = useTranslation("filter");
  if (operandOf(props.operator) === "list") return <LineFilter {...props} />;
  const { value, onChange, label } = props;
  const now = nowOf(asText(value) ?? "");
  const kind = now === null ? "fixed" : now.amount === 0 ? "now" : now.amount < 0 ? "ago" : "ahead";
  const change = (next: string | null) => {
    const { amount, unit } = now === null || now.amount === 0 ? USUAL_NOW : now;
    if (next === "now") onChange("$NOW");
    else if (next === "ago") onChange(nowText({ amount: -Math.abs(amount), unit }));
    else if (next === "ahead") onChange(nowText({ amount: Math.abs(amount), unit }));
    else onChange(undefined);
  };
  return (
    <Group gap="xs" wrap="wrap" className={classes.row}>
      <Select
        aria-label={t("moment.kind")}
        className={classes.kind}
        data={(["fixed", "now", "ago", "ahead"] as const).map((one) => ({ value: one, label: t(`moment.${one}`) }))}
        value={kind}
        onChange={change}
        allowDeselect={false}
      />
      {now === null && <PlainInput {...props} />}
      {now !== null && now.amount !== 0 && <MomentDistance now={now} label={label} onChange={onChange} />}
    </Group>
  );
}
