import { useFormats } from "@/i18n/format";
import type { CellProps } from "../define-field";
import type { IntegerValue } from "./definition";

export function IntegerCell({ value }: CellProps<IntegerValue>) {
  const formats = useFormats();
  return <>{typeof value === "number" ? formats.number(value) : value}</>;
}
