import { useFormats } from "@/i18n/format";
import type { CellProps } from "../define-field";

/** What is longer ago, or farther ahead, is found by its day. */
const NEAR = 7 * 86_400_000;

export function DatetimeCell({ value }: CellProps<string>) {
  const formats = useFormats();
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  const isNear = Math.abs(at.getTime() - Date.now()) < NEAR;
  return (
    <time dateTime={value} title={formats.dateTime(at)}>
      {isNear ? formats.relative(at) : formats.date(at)}
    </time>
  );
}
