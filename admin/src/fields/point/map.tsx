import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { LAND } from "./land";
import classes from "./map.module.css";
import { degreesAt, viewAround } from "./view";

interface Props {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isReadOnly: boolean;
  readonly onChoose: (latitude: number, longitude: number) => void;
}

const LARGEST = 32;

/** Where on earth: a map without tiles, so that nobody else learns what is edited. A click chooses, arrows move. */
export function PointMap({ latitude, longitude, isReadOnly, onChoose }: Props) {
  const { t } = useTranslation("fields");
  const [zoom, setZoom] = useState(latitude === null ? 1 : 8);
  const view = viewAround(latitude ?? 20, longitude ?? 0, zoom);
  const choose = (event: PointerEvent<SVGSVGElement>) => {
    if (isReadOnly) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = degreesAt(view, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    onChoose(at.latitude, at.longitude);
  };
  const strike = (event: KeyboardEvent) => {
    const [x, y] = DIRECTIONS[event.key] ?? [0, 0];
    if (isReadOnly || (x === 0 && y === 0)) return;
    event.preventDefault();
    const step = 2 / zoom;
    const at = (value: number, most: number) => Math.round(Math.min(Math.max(value, -most), most) * 1e5) / 1e5;
    onChoose(at((latitude ?? 0) + y * step, 90), at((longitude ?? 0) + x * step, 180));
  };
  return (
    <div className={classes.map}>
      <svg
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="img"
        aria-label={t("point.onMap")}
        tabIndex={isReadOnly ? -1 : 0}
        onPointerDown={choose}
        onKeyDown={strike}
      >
        <path d={LAND} className={classes.land} vectorEffect="non-scaling-stroke" />
        {latitude !== null && longitude !== null && (
          <circle
            cx={(longitude + 180) * 10}
            cy={(90 - latitude) * 10}
            r={view.width / 90}
            className={classes.point}
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div className={classes.zoom}>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={t("point.closer")}
          disabled={zoom >= LARGEST}
          onClick={() => setZoom(zoom * 2)}
        >
          <IconPlus size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={t("point.farther")}
          disabled={zoom <= 1}
          onClick={() => setZoom(zoom / 2)}
        >
          <IconMinus size={15} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
