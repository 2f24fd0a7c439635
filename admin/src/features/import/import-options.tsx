import { Select, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { keyFields } from "./preview";

interface Options {
  readonly key?: string | null;
  readonly skipsBadRows?: boolean;
}

interface Props {
  readonly collection: Collection;
  /** The field by which items that are there are known; `key` is React's own word. */
  readonly known: string | null;
  readonly skipsBadRows: boolean;
  readonly onChange: (options: Options) => void;
}

export function ImportOptions({ collection, known, skipsBadRows, onChange }: Props) {
  const { t } = useTranslation("imports");
  const labelOf = useLabel();
  const fields = keyFields(collection);
  return (
    <Stack gap="lg">
      {fields.length > 0 && collection.permissions.update.access !== "none" && (
        <Select
          label={t("key")}
          description={t("keyHelp")}
          placeholder={labelOf(fields.find(({ isKey }) => isKey) ?? { name: collection.primaryKey, label: {} })}
          data={fields.filter(({ isKey }) => !isKey).map((field) => ({ value: field.name, label: labelOf(field) }))}
          value={known}
          onChange={(key) => onChange({ key })}
          clearable
          clearButtonProps={{ "aria-label": t("noKey") }}
          maw={360}
        />
      )}
      <Switch
        label={t("skip")}
        description={t("skipHelp")}
        checked={skipsBadRows}
        onChange={(event) => onChange({ skipsBadRows: event.currentTarget.checked })}
      />
    </Stack>
  );
}
