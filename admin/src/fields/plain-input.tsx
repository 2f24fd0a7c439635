import { VisuallyHidden } from "@mantine/core";
import { useId } from "react";
import type { FilterInputProps, Siblings } from "./define-field";
import { definitionOf } from "./registry";

/** There is no item around a filter. */
export const ALONE: Siblings = { isNew: true, get: () => null, follow: () => () => undefined };

/** The form's own input for one value. */
export function PlainInput({ field, value, onChange, label }: FilterInputProps) {
  const id = useId();
  const { Input, fromJson, toJson } = definitionOf(field);
  const now = fromJson(value ?? null, field);
  return (
    <>
      <VisuallyHidden>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      </VisuallyHidden>
      <Input
        field={field}
        value={now}
        onChange={(next) => onChange(toJson(typeof next === "function" ? next(now) : next, field) ?? undefined)}
        id={id}
        labelId={`${id}-label`}
        describedBy={undefined}
        isInvalid={false}
        isRequired={false}
        isReadOnly={false}
        siblings={ALONE}
      />
    </>
  );
}
