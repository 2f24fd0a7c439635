import { ColumnsButton } from "./columns-button";
import { ListMenu } from "./list-menu";
import { orderOf } from "./order";
import { OrderButton } from "./order-button";
import { SaveViewButton } from "./save-view-button";
import { TreeButton } from "./tree-button";
import type { List } from "./use-list";
import type { ListActions } from "./use-list-actions";

interface Props {
  readonly list: List;
  readonly actions: ListActions;
}

/** What else can be done with a list. Rows do not wait for it. */
export function ListTools({ list, actions }: Props) {
  return (
    <>
      <TreeButton list={list} />
      <OrderButton order={orderOf(list)} />
      <SaveViewButton list={list} />
      <ColumnsButton list={list} />
      <ListMenu actions={actions} />
    </>
  );
}
