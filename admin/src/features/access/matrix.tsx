import { Tooltip } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconCircleHalf2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { permissionsOf } from "@/api/model";
import { useModel } from "@/api/model-context";
import type { ActionName, ActionPermission, Collection } from "@/api/model-types";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { useLabel } from "@/hooks/use-label";
import { asObject } from "@/lib/json";
import classes from "./access.module.css";

const ACTIONS = ["create", "read", "update", "delete"] as const satisfies readonly ActionName[];

/** What a role may do with each collection: nothing, some items or all, and how many fields. */
export function Matrix({ permissions }: { readonly permissions: unknown }) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const granted = asObject(permissions);
  const collections = [...useModel().collections.values()].filter((one) => one.name in granted || !one.isSystem);
  const columns: DataColumn<Collection>[] = [
    {
      name: "collection",
      label: t("collection"),
      cell: (collection) => (
        <span className={classes.collection}>
          <CollectionIcon name={collection.icon} />
          {labelOf(collection)}
        </span>
      ),
    },
    ...ACTIONS.map((action) => ({
      name: action,
      label: t(action),
      cell: (collection: Collection) => {
        const permission = permissionsOf(asObject(granted[collection.name]))[action];
        return <Grant permission={permission} collection={collection} hasFields={action !== "delete"} />;
      },
    })),
  ];
  return <DataTable label={t("title")} columns={columns} rows={collections} keyOf={(collection) => collection.name} />;
}

const ICONS = { none: IconCircle, partial: IconCircleHalf2, full: IconCircleCheckFilled };

interface GrantProps {
  readonly permission: ActionPermission;
  readonly collection: Collection;
  readonly hasFields: boolean;
}

function Grant({ permission, collection, hasFields }: GrantProps) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const Icon = ICONS[permission.access];
  const named = collection.fields.filter((field) => permission.fields.has(field.name));
  const isSomeFields = hasFields && permission.access !== "none" && named.length < collection.fields.length;
  return (
    <span className={classes.grant} data-access={permission.access}>
      <Icon size={18} aria-hidden />
      <span>
        {t(permission.access)}
        {isSomeFields && (
          <Tooltip label={named.map(labelOf).join(", ")} multiline maw="24rem">
            <button type="button" className={classes.fields}>
              {t("fieldsOf", { count: named.length })}
            </button>
          </Tooltip>
        )}
      </span>
    </span>
  );
}
