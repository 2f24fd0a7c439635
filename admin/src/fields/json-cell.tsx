import { useFormats } from "@/i18n/format";
import type { CellProps } from "./define-field";

/** How much there is of what is too large for a cell. */
export function JsonCell({ value }: CellProps<unknown>) {
  const formats = useFormats();
  if (Array.isArray(value)) return value.length === 0 ? null : formats.number(value.length);
  return value === null ? null : <span aria-hidden>{"{…}"}</span>;
}
