import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionName, Collection } from "@/api/model-types";
import { SideDialog } from "@/components/dialog/side-dialog";
import { useLabel } from "@/hooks/use-label";
import { isObject, type JsonObject } from "@/lib/json";
import classes from "./access.module.css";
import { FieldsInput } from "./fields-input";
import { FilterPart } from "./filter-part";
import { PresetPart } from "./preset-part";
import { type Permissions, ruleOf, withPart, withRule } from "./rules";

interface Props {
  readonly collection: Collection;
  readonly action: ActionName;
  readonly permissions: Permissions;
  readonly onChange: (permissions: Permissions) => void;
  readonly onClose: () => void;
}

/** The details of a cell: which items, which fields, what is filled in, what must hold. */
export function RuleDialog({ collection, action, permissions, onChange, onClose }: Props) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const [rule, setRule] = useState(() => {
    const before = ruleOf(permissions, collection.name, action);
    return isObject(before) ? before : {};
  });
  const take = () => {
    onChange(withRule(permissions, collection.name, action, rule));
    onClose();
  };
  return (
    <SideDialog onClose={onClose} title={t("cell", { action: t(action), collection: labelOf(collection) })}>
      <Stack gap="lg">
        <Parts collection={collection} action={action} rule={rule} onChange={setRule} />
        <p className={classes.hint}>{t("variables")}</p>
        <Button onClick={take} style={{ alignSelf: "flex-start" }}>
          {t("take")}
        </Button>
      </Stack>
    </SideDialog>
  );
}

interface PartsProps {
  readonly collection: Collection;
  readonly action: ActionName;
  readonly rule: JsonObject;
  readonly onChange: (change: (before: JsonObject) => JsonObject) => void;
}

function Parts({ collection, action, rule, onChange }: PartsProps) {
  const { t } = useTranslation("access");
  const part = (name: "filter" | "check" | "preset" | "validate") => ({
    value: isObject(rule[name]) ? rule[name] : null,
    onChange: (value: JsonObject | null) => onChange((before) => withPart(before, name, value)),
  });
  const filter = (name: "filter" | "check" | "validate") => ({ collection, ...part(name) });
  const isWritten = action === "create" || action === "update";
  return (
    <>
      {action !== "create" && <FilterPart label={t("partFilter")} help={t("partFilterHelp")} {...filter("filter")} />}
      {isWritten && (
        <FilterPart
          label={t("partCheck")}
          help={action === "create" ? t("partCheckNewHelp") : t("partCheckHelp")}
          {...filter("check")}
        />
      )}
      {action !== "delete" && (
        <FieldsInput collection={collection} rule={rule} onChange={(next) => onChange(() => next)} />
      )}
      {isWritten && (
        <>
          <PresetPart collection={collection} {...part("preset")} />
          <FilterPart label={t("partValidate")} help={t("partValidateHelp")} {...filter("validate")} />
        </>
      )}
    </>
  );
}
