import { ColorSwatch } from "@mantine/core";

export function Dot({ color }: { readonly color: string | null }) {
  return color === null ? null : <ColorSwatch color={color} size={10} withShadow={false} aria-hidden />;
}
