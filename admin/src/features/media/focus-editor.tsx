import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { assetAddress, FILES, type MediaFile } from "@/api/files";
import { updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { useErrorText } from "@/hooks/use-error-text";
import { type Point, positionOf, within } from "./focus";
import classes from "./focus-editor.module.css";

const SHAPES = [
  { name: "wide", ratio: 16 / 9 },
  { name: "card", ratio: 8 / 5 },
  { name: "square", ratio: 1 },
  { name: "portrait", ratio: 4 / 5 },
] as const;
const STEP = 0.01;

interface Props {
  readonly library: Collection;
  readonly file: MediaFile;
}

/** What must stay in view however the picture is cut: a point on it, and beside it what becomes of it. */
export function FocusEditor({ library, file }: Props) {
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const client = useQueryClient();
  const size = { width: file.width ?? 1, height: file.height ?? 1 };
  const middle = { x: size.width / 2, y: size.height / 2 };
  const [focus, setFocus] = useState<Point>(file.focus ?? middle);
  const [isDragged, setDragged] = useState(false);
  const saving = useMutation({
    mutationFn: (point: Point | null) =>
      updateItem(library, file.id, { focal_point_x: point?.x ?? null, focal_point_y: point?.y ?? null }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.collection(FILES) }),
  });
  const point = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    setFocus(within({ x, y: ((event.clientY - box.top) / box.height) * size.height }, size));
  };
  const strike = (event: KeyboardEvent) => {
    const [x, y] = DIRECTIONS[event.key] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    const pace = (event.shiftKey ? 5 : 1) * STEP;
    setFocus((before) => within({ x: before.x + x * pace * size.width, y: before.y + y * pace * size.height }, size));
  };
  const address = assetAddress(file, 1280);
  const isSame = file.focus !== null && file.focus.x === Math.round(focus.x) && file.focus.y === Math.round(focus.y);
  return (
    <>
      <p className={classes.text}>{t("focus.text")}</p>
      <div
        className={classes.picture}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(true);
          point(event);
        }}
        onPointerMove={(event) => isDragged && point(event)}
        onPointerUp={() => setDragged(false)}
      >
        <img src={address} alt="" draggable={false} />
        <button
          type="button"
          className={classes.point}
          style={{ left: `${(focus.x / size.width) * 100}%`, top: `${(focus.y / size.height) * 100}%` }}
          aria-label={t("focus.point", { x: Math.round(focus.x), y: Math.round(focus.y) })}
          onKeyDown={strike}
        />
      </div>
      <ul className={classes.shapes} aria-label={t("focus.previews")}>
        {SHAPES.map(({ name, ratio }) => {
          const at = positionOf(focus, size, ratio);
          return (
            <li key={name}>
              <img src={address} alt="" style={{ aspectRatio: ratio, objectPosition: `${at.x}% ${at.y}%` }} />
              <small>{t(`focus.shapes.${name}`)}</small>
            </li>
          );
        })}
      </ul>
      {saving.isError && <p role="alert">{describe(saving.error)}</p>}
      <Group gap="xs" mt="md">
        <Button disabled={isSame} loading={saving.isPending} onClick={() => saving.mutate(within(focus, size))}>
          {t("save")}
        </Button>
        <Button
          variant="default"
          disabled={file.focus === null}
          onClick={() => {
            setFocus(middle);
            saving.mutate(null);
          }}
        >
          {t("focus.none")}
        </Button>
      </Group>
    </>
  );
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
