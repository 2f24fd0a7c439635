import { Badge, Group } from "@mantine/core";
import type { CellProps } from "../define-field";

export function TagsCell({ value }: CellProps<readonly string[]>) {
  return (
    <Group gap="xs" wrap="nowrap">
      {value.map((tag) => (
        <Badge key={tag} variant="default">
          {tag}
        </Badge>
      ))}
    </Group>
  );
}
