import { useModel } from "@/api/model-context";
import { useFormats } from "@/i18n/format";
import type { CellProps } from "./define-field";
import { type Links, linkTitle } from "./link";

const SHOWN = 3;

export function LinkCell({ value }: CellProps<Links>) {
  const model = useModel();
  const formats = useFormats();
  const titles = value.links.slice(0, SHOWN).map((link) => linkTitle(link, model) || String(link.id));
  const more = value.links.length - titles.length;
  return <>{formats.list(more > 0 ? [...titles, `+${formats.number(more)}`] : titles)}</>;
}
