import type { CellProps } from "../define-field";

const SHOWN = 80;

export function UnknownCell({ value }: CellProps<unknown>) {
  if (value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return <>{text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}</>;
}
