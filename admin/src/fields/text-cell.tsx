import type { CellProps } from "./define-field";

const SHOWN = 120;

/** The beginning of a text, on one line. */
export function TextCell({ value }: CellProps<string>) {
  const line = value.replace(/\s+/g, " ").trim();
  return <>{line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}</>;
}
