import { useId } from "react";
import type { Collection } from "@/api/model-types";
import { FilterBuilder } from "@/items/filter/filter-builder";
import type { JsonObject } from "@/lib/json";
import classes from "./access.module.css";

interface Props {
  readonly label: string;
  readonly help: string;
  readonly collection: Collection;
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** One of the filters of a rule, in the words of lists. */
export function FilterPart({ label, help, collection, value, onChange }: Props) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would frame what is framed already
    <div className={classes.part} role="group" aria-labelledby={id}>
      <strong id={id}>{label}</strong>
      <p className={classes.hint}>{help}</p>
      <FilterBuilder collection={collection} value={value} onChange={onChange} />
    </div>
  );
}
