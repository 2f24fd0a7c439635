import { useMemo, useRef, useState } from "react";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { isSameJson, type JsonObject } from "@/lib/json";
import { jsonOf, type Preset, type PresetRow, presetFields, presetOf } from "./preset";

interface Props {
  readonly collection: Collection;
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** The rows of a preset, which know more than it while something is not filled in. */
export function usePreset({ collection, value, onChange }: Props) {
  const model = useModel();
  const fields = useMemo(() => presetFields(collection), [collection]);
  const [preset, setPreset] = useState(() => presetOf(value ?? {}, fields, model));
  // An upload changes its row when it ends, and the others may be other ones by then.
  const newest = useRef<Preset>(preset);
  const edit = (change: (before: readonly PresetRow[]) => readonly PresetRow[]) => {
    const next = { ...newest.current, rows: change(newest.current.rows) };
    const isOther = !isSameJson(jsonOf(next), jsonOf(newest.current));
    newest.current = next;
    setPreset(next);
    if (isOther) onChange(jsonOf(next));
  };
  return { fields, preset, edit };
}
