import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import type { Item } from "@/api/items";
import type { ActionsBase } from "./actions-base";

const RowMenu = lazy(() => import("./row-menu").then((module) => ({ default: module.RowMenu })));

interface Props {
  readonly base: ActionsBase;
  readonly item: Item;
}

/** The menu of a row is made when it is opened: a list has many rows. */
export function RowMenuButton({ base, item }: Props) {
  const { t } = useTranslation(["lists", "form"]);
  const [isOpen, setOpen] = useState(false);
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("lists:rowActions", { title: itemTitle(base.collection, item) || t("form:unnamed") })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
    >
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <RowMenu base={base} item={item} target={button} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
