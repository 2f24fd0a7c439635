import { Chip, FirstFew } from "../chip";
import type { CellProps } from "../define-field";

export function TagsCell({ value }: CellProps<readonly string[]>) {
  return <FirstFew parts={value} draw={(tag) => <Chip key={tag}>{tag}</Chip>} />;
}
