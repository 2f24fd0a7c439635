import { Badge } from "@mantine/core";
import { useUserWords } from "./use-user-words";

const COLORS = {
  good: { c: "var(--q-good-text)", bg: "var(--q-good-ground)" },
  warn: { c: "var(--q-warn-text)", bg: "var(--q-warn-ground)" },
  bad: { c: "var(--q-bad-text)", bg: "var(--q-bad-ground)" },
  plain: { c: "var(--q-soft)", bg: "var(--q-sunken)" },
} as const;

export function StatusBadge({ status }: { readonly status: unknown }) {
  const { statusText } = useUserWords();
  const kind =
    status === "active"
      ? "good"
      : status === "suspended"
        ? "bad"
        : status === "invited" || status === "unverified"
          ? "warn"
          : "plain";
  return (
    <Badge miw="max-content" {...COLORS[kind]}>
      {statusText(status)}
    </Badge>
  );
}
