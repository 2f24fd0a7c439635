import { useFormats } from "@/i18n/format";
import type { CellProps } from "../define-field";

export function DatetimeCell({ value }: CellProps<string>) {
  const formats = useFormats();
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? value : <time dateTime={value}>{formats.dateTime(at)}</time>;
}
