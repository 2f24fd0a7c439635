import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.layer.css";
import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ResponsiveContainer } from "recharts";
import { directionOf, isLanguage } from "@/i18n/languages";
import type { Series } from "./use-growth";

interface Props {
  readonly series: readonly (Series & { readonly name: string })[];
  readonly days: readonly string[];
}

const HEIGHT = 190;
/** Room for the highest number, and for the days at both ends. */
const MARGIN = { top: 10, left: 16, right: 16 };

/** Bars that stand still: nothing is learned from seeing them grow. The table beside it says the same. */
export function GrowthChart({ series, days }: Props) {
  const { i18n } = useTranslation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const short = new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "short" });
  const isReversed = isLanguage(i18n.language) && directionOf(i18n.language) === "rtl";
  const data = days.map((day) => ({
    day: isolated(short.format(new Date(`${day}T12:00:00`)), isReversed),
    ...Object.fromEntries(series.map(({ name, byDay }) => [name, byDay.get(day) ?? 0])),
  }));
  // Measured here: while the page is hidden on the way to another one, there is no width, and the library's own measuring would complain of it.
  return (
    <div ref={ref} style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <ResponsiveContainer width={width} height={HEIGHT}>
          <BarChart
            h={HEIGHT}
            type="stacked"
            data={data}
            dataKey="day"
            series={series.map(({ name }, at) => ({ name, color: `var(--q-chart-${at + 1})` }))}
            gridColor="var(--q-line)"
            textColor="var(--q-soft)"
            gridAxis="x"
            tickLine="none"
            barProps={{ isAnimationActive: false }}
            tooltipAnimationDuration={0}
            barChartProps={{ accessibilityLayer: false, margin: MARGIN }}
            xAxisProps={{ reversed: isReversed, minTickGap: 24, interval: "equidistantPreserveStart" }}
            yAxisProps={{
              orientation: isReversed ? "right" : "left",
              width: 36,
              allowDecimals: false,
              // Mantine moves the numbers to the left, away from an axis that stands there.
              ...(isReversed ? { tick: { transform: "translate(10, 0)", fontSize: 12, fill: "currentColor" } } : {}),
            }}
          />
        </ResponsiveContainer>
      )}
    </div>
  );
}

/** A drawing goes from left to right: a day of an Arabic month is kept in its own order. */
function isolated(text: string, isRightToLeft: boolean): string {
  return isRightToLeft ? `\u2067${text}\u2069` : text;
}
