import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBinaryTree } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isTree } from "@/items/table/list-state";
import type { List } from "./use-list";

/** Between a tree and a plain list of the same items. What is searched and filtered is always a list. */
export function TreeButton({ list: { collection, search, change } }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  if (collection.treeField === null) return null;
  const isOn = isTree(collection, search);
  const toggle = () =>
    change(isOn ? { layout: "flat" } : { layout: undefined, filter: undefined, search: undefined, sort: undefined });
  return (
    <Tooltip label={t("asTree")}>
      <ActionIcon
        variant={isOn ? "light" : "default"}
        size="input-sm"
        aria-label={t("asTree")}
        aria-pressed={isOn}
        onClick={toggle}
      >
        <IconBinaryTree size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
