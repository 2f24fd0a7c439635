import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section/section";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import classes from "./growth.module.css";
import { DAYS, type Series, seriesOf, useGrowth } from "./use-growth";

const GrowthChart = lazy(() => import("./growth-chart").then((module) => ({ default: module.GrowthChart })));

/** As many as there are colors. */
const MOST = 5;

/** New content, day by day: as a chart, and as a table for who wants numbers or cannot see it. Nothing while nothing was made. */
export function Growth() {
  const { t } = useTranslation("dashboard");
  const { grown, days, isPending } = useGrowth();
  const nameOf = useSeriesName();
  if (isPending || grown.length === 0) return null;
  const series = seriesOf(grown, MOST).map((one) => ({ ...one, name: nameOf(one) }));
  return (
    <Section title={t("growth.title")} text={t("growth.text", { count: DAYS })}>
      <div className={classes.frame}>
        <ul className={classes.legend} aria-hidden>
          {series.map(({ name }, at) => (
            <li key={name} data-series={at + 1}>
              {name}
            </li>
          ))}
        </ul>
        <div className={classes.chart} aria-hidden>
          <Suspense>
            <GrowthChart series={series} days={days} />
          </Suspense>
        </div>
        <details className={classes.numbers}>
          <summary>{t("growth.table")}</summary>
          <Numbers series={series} days={days} />
        </details>
      </div>
    </Section>
  );
}

function useSeriesName(): (series: Series) => string {
  const { t } = useTranslation("dashboard");
  const labelOf = useLabel();
  return ({ collections }) =>
    collections.length === 1 ? collections.map(labelOf).join() : t("growth.others", { count: collections.length });
}

interface NumbersProps {
  readonly series: readonly (Series & { readonly name: string })[];
  readonly days: readonly string[];
}

function Numbers({ series, days }: NumbersProps) {
  const { t } = useTranslation("dashboard");
  const formats = useFormats();
  const busy = days.filter((day) => series.some(({ byDay }) => (byDay.get(day) ?? 0) > 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className={classes.scroller} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("growth.day")}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.toReversed().map((day) => (
            <tr key={day}>
              <th scope="row">{formats.date(new Date(`${day}T12:00:00`))}</th>
              {series.map(({ name, byDay }) => (
                <td key={name}>{formats.number(byDay.get(day) ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
