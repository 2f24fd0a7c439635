import { Button, Group } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Item } from "@/api/items";
import { type Chosen, countOf } from "@/api/many";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { ItemPicker } from "@/fields/item-picker";
import { type Link, linkTitle } from "@/fields/link";
import classes from "./move-dialog.module.css";
import { useCountText } from "./use-count-text";
import { useMoveUnder } from "./use-move-under";

interface Props {
  readonly collection: Collection;
  readonly chosen: Chosen;
  readonly items: readonly Item[];
  readonly onClose: () => void;
}

/** Puts items under another parent of the tree, or at its top. */
export function MoveDialog({ collection, chosen, items, onClose }: Props) {
  const { t } = useTranslation(["actions", "form"]);
  const id = useId();
  const countText = useCountText();
  const model = useModel();
  const [parent, setParent] = useState<Link | null>(null);
  const { move, isPending, problem } = useMoveUnder(collection, { onDone: onClose });
  const field = collection.fields.find(({ name }) => name === collection.treeField);
  if (field === undefined || chosen.kind !== "keys") return null;
  const { ids } = chosen;
  const send = (to: Link | null) => move(ids, items, to === null ? null : to.id);
  return (
    <Dialog isOpen onClose={onClose} title={t("actions:move.title", countText(countOf(chosen)))}>
      <div className={classes.content}>
        <label htmlFor={id} id={`${id}-label`}>
          {t("actions:move.parent")}
        </label>
        <ItemPicker
          {...plainRow(id, field)}
          key={parent === null ? "" : String(parent.id)}
          collection={collection}
          chosen={parent}
          title={parent === null ? "" : linkTitle(parent, model)}
          taken={new Set(ids.map(String))}
          placeholder={t("actions:move.choose")}
          onChoose={setParent}
        />
        {problem !== null && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => send(null)} loading={isPending && parent === null}>
            {t("actions:move.toTop")}
          </Button>
          <Button disabled={parent === null} loading={isPending && parent !== null} onClick={() => send(parent)}>
            {t("actions:move.action")}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}

function plainRow(id: string, field: Field) {
  return {
    id,
    field,
    labelId: `${id}-label`,
    describedBy: undefined,
    isInvalid: false,
    isRequired: false,
    isReadOnly: false,
  };
}
