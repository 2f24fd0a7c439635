/** The boxes by which items of a list are chosen. Who keeps the choice, the caller knows. */
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { type Item, type ItemId, itemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { useTexts } from "@/i18n/use-texts";
import classes from "./selection.module.css";

export interface Selection {
  readonly ids: ReadonlySet<ItemId>;
  /** `isRange`: with all that stand between this one and the one before. */
  readonly toggle: (id: ItemId, isRange: boolean) => void;
  readonly toggleAll: (ids: readonly ItemId[], isOn: boolean) => void;
}

interface AllProps {
  readonly collection: Collection;
  readonly items: readonly Item[];
  readonly selection: Selection;
}

export function SelectAll({ collection, items, selection }: AllProps) {
  const { t } = useTranslation("lists");
  const ids = items.flatMap((item) => itemId(collection, item) ?? []);
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  const isAll = chosen > 0 && chosen === ids.length;
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={t("selectAll")}
      checked={isAll}
      ref={(box) => {
        if (box !== null) box.indeterminate = chosen > 0 && !isAll;
      }}
      onChange={() => selection.toggleAll(ids, !isAll)}
    />
  );
}

interface ItemProps {
  readonly collection: Collection;
  readonly item: Item;
  readonly selection: Selection;
}

export function SelectItem({ collection, item, selection }: ItemProps) {
  const t = useTexts();
  const id = itemId(collection, item);
  if (id === null) return null;
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={t("lists:selectItem", { title: itemTitle(collection, item) || t("form:unnamed") })}
      checked={selection.ids.has(id)}
      // A range of boxes is no range of text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      // The click knows of the shift key, the change of the box does not.
      onClick={(event) => selection.toggle(id, event.shiftKey)}
      onChange={() => undefined}
    />
  );
}
