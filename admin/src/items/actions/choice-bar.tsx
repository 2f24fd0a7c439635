import { Button } from "@mantine/core";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Count, type Item, itemId } from "@/api/items";
import { type Chosen, countOf } from "@/api/many";
import { type Command, useCommands } from "@/hooks/use-commands";
import type { Choice } from "@/items/table/use-selection";
import type { ActionsBase } from "./actions-base";
import classes from "./choice-bar.module.css";
import { type ActionContext, actionsFor, type ItemAction } from "./define-action";
import { ITEM_ACTIONS } from "./item-actions";
import { useCountText } from "./use-count-text";
import { useTools } from "./use-tools";

interface Props {
  readonly base: ActionsBase;
  readonly choice: Choice;
  readonly chosen: Chosen;
  /** The page of the list. */
  readonly items: readonly Item[];
  /** How many items the list finds on all its pages; null: not known. */
  readonly count: Count | null;
}

/** What can be done with everything that is chosen, in sight while one scrolls. */
export function ChoiceBar({ base, choice, chosen, items, count }: Props) {
  const { t } = useTranslation("actions");
  const countText = useCountText();
  const tools = useTools(base);
  const known = items.filter((item) => choice.ids.has(itemId(base.collection, item) ?? ""));
  const context: ActionContext = { collection: base.collection, chosen, items: known, place: "choice", tools };
  const actions = actionsFor(ITEM_ACTIONS, context);
  const own = countOf(chosen);
  useActionCommands(actions, context, t("choiceGroup", countText(own)));
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("choice")}>
      <span className={classes.count} aria-live="polite">
        {t("chosen", countText(own))}
      </span>
      {!choice.isEverything && count !== null && count.value > (own?.value ?? 0) && (
        <Button size="xs" variant="subtle" onClick={choice.chooseEverything}>
          {t("chooseEverything", countText(count))}
        </Button>
      )}
      <Button className={classes.clear} size="xs" variant="subtle" onClick={choice.clear}>
        {t("clear")}
      </Button>
      <div className={classes.actions}>
        {actions.map((action) => (
          <ActionButton key={action.id} action={action} perform={() => action.perform(context)} />
        ))}
      </div>
    </div>
  );
}

function ActionButton({ action, perform }: { readonly action: ItemAction; readonly perform: () => void }) {
  const { t } = useTranslation("actions");
  const Icon = action.icon;
  return (
    <Button
      size="xs"
      variant="default"
      className={action.tone === "bad" ? classes.bad : undefined}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={perform}
    >
      {t(`do.${action.label}`)}
    </Button>
  );
}

/** The palette and the keyboard: the same list of commands as long as the same can be done. */
function useActionCommands(actions: readonly ItemAction[], context: ActionContext, group: string): void {
  const { t } = useTranslation("actions");
  const newest = useRef(context);
  newest.current = context;
  const ids = actions.map(({ id }) => id).join();
  const commands = useMemo<readonly Command[]>(() => {
    const offered = ITEM_ACTIONS.filter(({ id }) => ids.split(",").includes(id));
    return offered.map(({ id, label, icon: Icon, keys, perform }) => ({
      id: `item-${id}`,
      label: t(`do.${label}`),
      group,
      icon: <Icon size={16} aria-hidden />,
      ...(keys === undefined ? {} : { keys }),
      perform: () => perform(newest.current),
    }));
  }, [ids, group, t]);
  useCommands(commands);
}
