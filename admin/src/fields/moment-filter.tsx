import { Group, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asNumber, asText } from "@/lib/json";
import { type Now, nowOf, nowText, UNITS } from "@/lib/now";
import { operandOf } from "@/lib/operand";
import type { FilterInputProps } from "./define-field";
import { LineFilter } from "./line-filter";
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
    const { amount, unit } = now === null || now.amount === 0 ? USUAL : now;
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
      {now !== null && now.amount !== 0 && <Distance now={now} label={label} onChange={onChange} />}
    </Group>
  );
}

const USUAL: Now = { amount: 7, unit: "day" };

interface DistanceProps {
  readonly now: Now;
  readonly label: string;
  readonly onChange: (value: unknown) => void;
}

function Distance({ now, label, onChange }: DistanceProps) {
  const { t } = useTranslation("filter");
  const sign = Math.sign(now.amount);
  return (
    <>
      <NumberInput
        aria-label={label}
        className={classes.amount}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={Math.abs(now.amount)}
        onChange={(next) => {
          const amount = asNumber(next);
          if (amount !== null && amount > 0) onChange(nowText({ ...now, amount: sign * amount }));
        }}
      />
      <Select
        aria-label={t("moment.unit")}
        className={classes.unit}
        data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        value={now.unit}
        onChange={(next) => {
          const unit = UNITS.find((one) => one === next);
          if (unit !== undefined) onChange(nowText({ ...now, unit }));
        }}
        allowDeselect={false}
      />
    </>
  );
}
