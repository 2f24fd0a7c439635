import { ActionIcon, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type ListSearch, pageOf } from "@/items/table/list-state";

interface Props {
  readonly search: ListSearch;
  readonly matching: number | null;
  readonly limit: number;
}

export function Pager({ search, matching, limit }: Props) {
  const { t } = useTranslation("lists");
  const page = pageOf(search);
  const pages = Math.max(1, Math.ceil((matching ?? 0) / limit));
  if (pages === 1) return null;
  return (
    <Group component="nav" justify="flex-end" gap="xs" mt="md" aria-label={t("page", { page, pages })}>
      <span>{t("page", { page, pages })}</span>
      <Step search={search} page={page - 1} isThere={page > 1} label={t("previous")}>
        <IconChevronLeft size={16} aria-hidden className="flips" />
      </Step>
      <Step search={search} page={page + 1} isThere={page < pages} label={t("next")}>
        <IconChevronRight size={16} aria-hidden className="flips" />
      </Step>
    </Group>
  );
}

interface StepProps {
  readonly search: ListSearch;
  readonly page: number;
  readonly isThere: boolean;
  readonly label: string;
  readonly children: React.ReactNode;
}

function Step({ search, page, isThere, label, children }: StepProps) {
  if (!isThere) {
    return (
      <ActionIcon variant="default" size="lg" aria-label={label} disabled>
        {children}
      </ActionIcon>
    );
  }
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      renderRoot={(props) => <Link from="/content/$collection" search={{ ...search, page: String(page) }} {...props} />}
    >
      {children}
    </ActionIcon>
  );
}
