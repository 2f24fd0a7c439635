import { ColorSwatch, Group } from "@mantine/core";
import type { CellProps } from "../define-field";

export function ColorCell({ value }: CellProps<string>) {
  if (value === "") return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <ColorSwatch color={value} size={14} aria-hidden />
      <span>{value}</span>
    </Group>
  );
}
