import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { ActionsBase } from "./actions-base";
import { type ActionContext, actionsFor, type ItemAction } from "./define-action";
import { ITEM_ACTIONS } from "./item-actions";
import { useTools } from "./use-tools";

interface Props {
  readonly base: ActionsBase;
  readonly item: Item;
  readonly target: ReactElement;
  readonly onClose: () => void;
}

export function RowMenu({ base, item, target, onClose }: Props) {
  const { t } = useTranslation("actions");
  const tools = useTools(base);
  const id = itemId(base.collection, item);
  if (id === null) return target;
  const context: ActionContext = {
    collection: base.collection,
    chosen: { kind: "keys", ids: [id] },
    items: [item],
    place: "row",
    tools,
  };
  return (
    <Menu defaultOpened position="bottom-end" onClose={onClose}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {actionsFor(ITEM_ACTIONS, context).map((action) => (
          <Entry
            key={action.id}
            action={action}
            label={t(`do.${action.label}`)}
            perform={() => action.perform(context)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface EntryProps {
  readonly action: ItemAction;
  readonly label: string;
  readonly perform: () => void;
}

function Entry({ action, label, perform }: EntryProps) {
  const Icon = action.icon;
  return (
    <Menu.Item
      {...(action.tone === "bad" ? { color: "red" } : {})}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={perform}
    >
      {label}
    </Menu.Item>
  );
}
