import type { Collection } from "@/api/model-types";
import type { ListShown } from "./actions-base";
import type { ActionDialog } from "./define-action";
import { DeleteDialog } from "./delete-dialog";
import { EditDialog } from "./edit-dialog";
import { ExportDialog } from "./export-dialog";
import { MoveDialog } from "./move-dialog";

interface Props {
  readonly collection: Collection;
  readonly dialog: ActionDialog;
  readonly shown: ListShown;
  /** What was chosen is gone. */
  readonly onGone: () => void;
  readonly onClose: () => void;
}

/** The dialog of an action. */
export function ActionDialogs({ collection, dialog, shown, onGone, onClose }: Props) {
  const { chosen, items } = dialog;
  const common = { collection, onClose };
  if (dialog.name === "export") return <ExportDialog {...common} chosen={chosen} shown={shown} />;
  if (chosen === null) return null;
  if (dialog.name === "edit") return <EditDialog {...common} chosen={chosen} />;
  if (dialog.name === "delete") return <DeleteDialog {...common} chosen={chosen} onDone={onGone} />;
  return <MoveDialog {...common} chosen={chosen} items={items} />;
}
