import { useFormats } from "@/i18n/format";
import type { CellProps } from "../define-field";

export function DateCell({ value }: CellProps<string>) {
  const formats = useFormats();
  // A day is no moment: noon of the reader's zone is on the same day everywhere.
  const at = new Date(`${value}T12:00`);
  return <>{Number.isNaN(at.getTime()) ? value : formats.date(at)}</>;
}
