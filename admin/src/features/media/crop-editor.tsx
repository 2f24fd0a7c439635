import { Button, Group, SegmentedControl } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { assetAddress, FILES, type MediaFile } from "@/api/files";
import { keys } from "@/api/keys";
import { uploadFile } from "@/api/upload";
import { useErrorText } from "@/hooks/use-error-text";
import { type Cut, cutBetween, grown, largestCut, moved, WHOLE } from "./crop";
import classes from "./crop-editor.module.css";

const SHAPES: Readonly<Record<string, number | null>> = { free: null, square: 1, wide: 16 / 9, portrait: 4 / 5 };

interface Props {
  readonly file: MediaFile;
  readonly onCopied: () => void;
}

/** Cuts a picture: into a file of its own, or in place of what it is. */
export function CropEditor({ file, onCopied }: Props) {
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const client = useQueryClient();
  const picture = (file.width ?? 1) / (file.height ?? 1);
  const [shape, setShape] = useState("free");
  const [cut, setCut] = useState<Cut>(WHOLE);
  const image = useRef<HTMLImageElement>(null);
  const saving = useMutation({
    mutationFn: async (isCopy: boolean) => {
      const bytes = await cutOut(file, cut);
      await (isCopy ? uploadFile(bytes, { about: aboutOf(file) }) : uploadFile(bytes, { replaces: file.id }));
      return isCopy;
    },
    onSuccess: async (isCopy) => {
      setCut(WHOLE);
      await client.invalidateQueries({ queryKey: keys.collection(FILES) });
      if (isCopy) onCopied();
    },
  });
  const choose = (name: string) => {
    setShape(name);
    setCut(largestCut(SHAPES[name] ?? null, picture));
  };
  const drag = useDragging((from, to) => setCut(cutBetween(from, to, SHAPES[shape] ?? null, picture)));
  const isWhole = cut.width === 1 && cut.height === 1;
  const pixels = {
    width: Math.round(cut.width * (file.width ?? 0)),
    height: Math.round(cut.height * (file.height ?? 0)),
  };
  return (
    <>
      <p className={classes.text}>{t("crop.text")}</p>
      <SegmentedControl
        aria-label={t("crop.shape")}
        value={shape}
        onChange={choose}
        data={Object.keys(SHAPES).map((name) => ({
          value: name,
          label: t(`crop.shapes.${name as "free" /* the keys of SHAPES are the texts' */}`),
        }))}
        mb="sm"
      />
      <div className={classes.picture} {...drag}>
        <img ref={image} src={assetAddress(file, 1280)} alt="" draggable={false} />
        <button
          type="button"
          className={classes.cut}
          style={{
            left: `${cut.x * 100}%`,
            top: `${cut.y * 100}%`,
            width: `${cut.width * 100}%`,
            height: `${cut.height * 100}%`,
          }}
          aria-label={t("crop.area", pixels)}
          onKeyDown={(event) => strike(event, setCut)}
        />
      </div>
      <p className={classes.text} aria-live="polite">{`${pixels.width} × ${pixels.height}`}</p>
      {saving.isError && <p role="alert">{describe(saving.error)}</p>}
      <Group gap="xs">
        <Button disabled={isWhole} loading={saving.isPending && saving.variables} onClick={() => saving.mutate(true)}>
          {t("crop.copy")}
        </Button>
        <Button
          variant="default"
          disabled={isWhole}
          loading={saving.isPending && !saving.variables}
          onClick={() => saving.mutate(false)}
        >
          {t("crop.replace")}
        </Button>
      </Group>
    </>
  );
}

/** The arrows move, with Shift they make it larger and smaller. */
function strike(event: KeyboardEvent, setCut: (change: (before: Cut) => Cut) => void): void {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (direction === undefined) return;
  event.preventDefault();
  const [x = 0, y = 0] = direction;
  setCut((before) => (event.shiftKey ? grown(before, (x - y) * 0.05) : moved(before, x * 0.01, y * 0.01)));
}

type Corner = { readonly x: number; readonly y: number };

function useDragging(onDrag: (from: Corner, to: Corner) => void) {
  const from = useRef<Corner | null>(null);
  const at = (event: PointerEvent): Corner => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = at(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current !== null) onDrag(from.current, at(event));
    },
    onPointerUp: () => {
      from.current = null;
    },
  };
}

function aboutOf(file: MediaFile): Record<string, string> {
  return {
    title: file.title,
    ...(file.description === null ? {} : { description: file.description }),
    ...(file.folder === null ? {} : { folder: file.folder }),
  };
}

/** From the original, so that nothing is lost but what was cut off. */
async function cutOut(file: MediaFile, cut: Cut): Promise<File> {
  const source = await createImageBitmap(
    await (await fetch(assetAddress(file), { credentials: "same-origin" })).blob(),
  );
  const [width, height] = [
    Math.max(1, Math.round(cut.width * source.width)),
    Math.max(1, Math.round(cut.height * source.height)),
  ];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.drawImage(source, cut.x * source.width, cut.y * source.height, width, height, 0, 0, width, height);
  const type = ["image/png", "image/webp"].includes(file.type) ? file.type : "image/jpeg";
  return new File([await canvas.convertToBlob({ type, quality: 0.92 })], file.name, { type });
}
