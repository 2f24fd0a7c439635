import type { Collection } from "@/api/model-types";
import { ConditionalRow, FieldRow } from "./field-row";
import type { FormStore } from "./form-store";
import classes from "./item-form.module.css";
import { isWritable } from "./layout";

interface Props {
  readonly collection: Collection;
  readonly store: FormStore;
  readonly isNew: boolean;
}

/** Every field of a form in the model's order. Knows no type by name. */
export function ItemForm({ collection, store, isNew }: Props) {
  return (
    <div className={classes.form}>
      <div className={classes.grid}>
        {store.fields.map((field) => {
          const Row = (field.showIf ?? null) === null ? FieldRow : ConditionalRow;
          const isReadOnly = !isWritable(collection, field, isNew);
          return <Row key={field.name} store={store} field={field} isNew={isNew} isReadOnly={isReadOnly} />;
        })}
      </div>
    </div>
  );
}
