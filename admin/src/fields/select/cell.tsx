import { useLabel } from "@/hooks/use-label";
import { Chip, FirstFew } from "../chip";
import type { CellProps } from "../define-field";
import { choicesOf } from "./choices";
import { Dot } from "./dot";

export function SelectCell({ field, value }: CellProps<readonly string[]>) {
  const labelOf = useLabel();
  const choices = new Map(choicesOf(field).map((choice) => [choice.name, choice]));
  return (
    <FirstFew
      parts={value}
      draw={(name) => {
        const choice = choices.get(name) ?? { name, label: {}, color: null };
        return (
          <Chip key={name} color={choice.color}>
            <Dot color={choice.color} />
            {labelOf(choice)}
          </Chip>
        );
      }}
    />
  );
}
