import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import classes from "./resizer.module.css";
import { stepOf } from "./step";
import { NARROWEST, WIDEST } from "./widths";

interface Props {
  readonly field: Field;
  readonly width: number | null;
  readonly onResize: (width: number | null) => void;
}

const STEP = 20;

/** The edge between two columns: pulled by the pointer, pushed by arrows; a double click or Escape gives the column its own width back. */
export function Resizer({ field, width, onResize }: Props) {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const sign = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: shownWidth(event.currentTarget) };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current !== null) onResize(start.current.width + (event.clientX - start.current.x) * sign());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = stepOf(event);
    if (event.key === "Escape" && width !== null) onResize(null);
    else if (step !== 0) onResize((width ?? shownWidth(event.currentTarget)) + step * STEP);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("resize", { column: labelOf(field) })}
      aria-valuenow={width ?? NARROWEST}
      aria-valuetext={width === null ? t("ownWidth") : `${width} px`}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      className={classes.edge}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      onKeyDown={onKeyDown}
    />
  );
}

function shownWidth(edge: HTMLElement): number {
  return edge.parentElement?.getBoundingClientRect().width ?? NARROWEST;
}
