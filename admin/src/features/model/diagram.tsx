import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import classes from "./diagram.module.css";
import { BOX, type Box, curve, draw, type Line } from "./diagram-layout";

/** Boxes and lines. What it shows stands in the list too, in words. */
export function Diagram({ collections }: { readonly collections: readonly Collection[] }) {
  const { t } = useTranslation("model");
  const [near, setNear] = useState<string | null>(null);
  const drawing = useMemo(() => draw(collections), [collections]);
  const isNear = (line: Line) => near !== null && [line.from, line.to].some((box) => box.collection.name === near);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={classes.scroller} tabIndex={0} aria-label={t("diagram")}>
      <svg
        viewBox={`-8 -8 ${drawing.width + 72} ${drawing.height + 16}`}
        width={drawing.width + 72}
        height={drawing.height + 16}
        role="img"
        aria-label={t("diagramOf")}
      >
        {drawing.lines.map((line) => (
          <path
            key={`${line.from.collection.name} ${line.to.collection.name}`}
            d={curve(line)}
            className={classes.line}
            data-near={isNear(line)}
          >
            <title>{line.names.join("\n")}</title>
          </path>
        ))}
        {drawing.boxes.map((box) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a box only brings its lines out
          <g
            key={box.collection.name}
            onMouseEnter={() => setNear(box.collection.name)}
            onMouseLeave={() => setNear(null)}
          >
            <BoxDrawing box={box} />
          </g>
        ))}
      </svg>
    </section>
  );
}

function BoxDrawing({ box }: { readonly box: Box }) {
  const labelOf = useLabel();
  const fieldOf = (name: string) => box.collection.fields.find((field) => field.name === name);
  const lines = [...box.fields, ...(box.hidden > 0 ? [`+ ${box.hidden}`] : [])];
  return (
    <g transform={`translate(${box.x} ${box.y})`}>
      <rect className={classes.box} width={BOX.width} height={box.height} rx={8} />
      <text className={classes.name} x={12} y={BOX.head / 2}>
        {labelOf(box.collection)}
      </text>
      {lines.map((name, at) => (
        <text
          key={name}
          className={classes.field}
          data-relation={fieldOf(name)?.relation !== null && fieldOf(name) !== undefined}
          x={12}
          y={BOX.head + BOX.line * (at + 0.5)}
        >
          {name}
        </text>
      ))}
    </g>
  );
}
