import { useModel } from "@/api/model-context";
import { Chip, FirstFew } from "./chip";
import type { CellProps } from "./define-field";
import { isMany, type Link, type Links, linkName, linkTitle } from "./link";

export function LinkCell({ field, value }: CellProps<Links>) {
  const model = useModel();
  const titleOf = (link: Link) => linkTitle(link, model, field) || linkTitle(link, model) || String(link.id);
  if (!isMany(field)) return <>{value.links.map(titleOf)}</>;
  return <FirstFew parts={value.links} draw={(link) => <Chip key={linkName(link)}>{titleOf(link)}</Chip>} />;
}
