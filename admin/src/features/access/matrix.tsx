import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { ActionName, Collection } from "@/api/model-types";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { useLabel } from "@/hooks/use-label";
import { Cell } from "./cell";
import classes from "./matrix.module.css";
import { RowMenu } from "./row-menu";
import { ACTIONS, hasAction, type Permissions } from "./rules";
import { useGridKeys } from "./use-grid-keys";

export interface MatrixProps {
  readonly role: string;
  readonly permissions: Permissions;
  /** Absent for a role of a file, whose cells tell which rule decides. */
  readonly onChange?: (permissions: Permissions) => void;
  readonly onCustomize?: (collection: Collection, action: ActionName) => void;
}

/** What of the server's own collections a role may be given. */
const SYSTEM = ["quintet_files", "quintet_folders", "quintet_users", "quintet_roles", "quintet_activity"];

/** Collections by actions. One cell is reached by the tabulator, the others by arrows. */
export function Matrix(props: MatrixProps) {
  const { t } = useTranslation("access");
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = useGridKeys(body);
  const { collections } = useModel();
  const all = [...collections.values()];
  const own = all.filter((collection) => !collection.isSystem);
  const system = all.filter((collection) => SYSTEM.includes(collection.name));
  const rows = [...own, ...system];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a section would be a landmark beside the page's own
    <div className={classes.frame} role="group" aria-label={t("matrix")}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("collection")}</th>
            {ACTIONS.map((action) => (
              <th key={action} scope="col">
                {t(action)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} {...keys}>
          {rows.map((collection, at) => (
            <Row key={collection.name} collection={collection} isFirst={at === 0} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends MatrixProps {
  readonly collection: Collection;
  readonly isFirst: boolean;
}

function Row({ collection, isFirst, ...props }: RowProps) {
  const labelOf = useLabel();
  const { permissions, onChange } = props;
  const name = (
    <span className={classes.collection}>
      <CollectionIcon name={collection.icon} />
      <span>{labelOf(collection)}</span>
    </span>
  );
  return (
    <tr>
      <th scope="row">
        {onChange === undefined ? (
          name
        ) : (
          <RowMenu collection={collection} permissions={permissions} onChange={onChange}>
            {name}
          </RowMenu>
        )}
      </th>
      {ACTIONS.map((action, at) => (
        <td key={action}>
          {hasAction(collection, action) && (
            <Cell collection={collection} action={action} isReached={isFirst && at === 1} {...props} />
          )}
        </td>
      ))}
    </tr>
  );
}
