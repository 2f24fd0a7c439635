import { type ComponentType, lazy } from "react";
import type { InputProps } from "./define-field";

/** An input that is loaded when a form shows it: lists know the types too, and must not wait for editors. */
export function lazyInput<Value>(
  load: () => Promise<ComponentType<InputProps<Value>>>,
): ComponentType<InputProps<Value>> {
  return lazy(async () => ({ default: await load() }));
}
