import { type ComponentType, lazy } from "react";
import type { FilterInputProps, InputProps } from "./define-field";

/** An input that is loaded when a form shows it: lists know the types too, and must not wait for editors. */
export function lazyInput<Value>(
  load: () => Promise<ComponentType<InputProps<Value>>>,
): ComponentType<InputProps<Value>> {
  return lazy(async () => ({ default: await load() }));
}

/** The same for what a filter asks for. */
export function lazyFilter(load: () => Promise<ComponentType<FilterInputProps>>): ComponentType<FilterInputProps> {
  return lazy(async () => ({ default: await load() }));
}
