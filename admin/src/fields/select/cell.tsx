import { Badge, Group } from "@mantine/core";
import { useLabel } from "@/hooks/use-label";
import type { CellProps } from "../define-field";
import { choicesOf } from "./choices";
import { Dot } from "./dot";

export function SelectCell({ field, value }: CellProps<readonly string[]>) {
  const labelOf = useLabel();
  const choices = new Map(choicesOf(field).map((choice) => [choice.name, choice]));
  return (
    <Group gap="xs" wrap="nowrap">
      {value.map((name) => {
        const choice = choices.get(name) ?? { name, label: {}, color: null };
        return (
          <Badge key={name} variant="default" leftSection={<Dot color={choice.color} />}>
            {labelOf(choice)}
          </Badge>
        );
      })}
    </Group>
  );
}
