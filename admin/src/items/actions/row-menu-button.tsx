import { lazy, Suspense, useState } from "react";
import { itemTitle } from "@/api/item-title";
import type { Item } from "@/api/items";
import { useTexts } from "@/i18n/use-texts";
import type { ActionsBase } from "./actions-base";
import classes from "./row-menu-button.module.css";

const RowMenu = lazy(() => import("./row-menu").then((module) => ({ default: module.RowMenu })));

interface Props {
  readonly base: ActionsBase;
  readonly item: Item;
}

/** The menu of a row is made when it is opened: a list has many rows. */
export function RowMenuButton({ base, item }: Props) {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className={classes.button}
      aria-label={t("lists:rowActions", { title: itemTitle(base.collection, item) || t("form:unnamed") })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
    />
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <RowMenu base={base} item={item} target={button} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
