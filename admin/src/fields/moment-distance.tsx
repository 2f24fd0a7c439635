import { NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asNumber } from "@/lib/json";
import { type Now, nowText, UNITS } from "@/lib/now";
import classes from "./moment-filter.module.css";

interface Props {
  readonly now: Now;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

/** How far from now. */
export function MomentDistance({ now, label, onChange }: Props) {
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
