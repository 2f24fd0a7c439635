import { useFormats } from "@/i18n/format";
import type { CellProps } from "../define-field";
import type { FloatValue } from "./definition";

export function FloatCell({ value }: CellProps<FloatValue>) {
  const formats = useFormats();
  return <>{typeof value === "number" ? formats.number(value) : value}</>;
}
