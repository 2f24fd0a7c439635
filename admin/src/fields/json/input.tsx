import { Button } from "@mantine/core";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import { SourceInput } from "../source-input";
import { jsonFault } from "./fault";
import classes from "./input.module.css";

/** Told where it stops being JSON while one types, and put in order when asked to. */
export function JsonInput(props: InputProps<string>) {
  const { t } = useTranslation("fields");
  const { value, onChange, isReadOnly } = props;
  // Judged is what was judged: a moment later it is what stands there.
  const judged = useDeferredValue(value);
  const fault = jsonFault(judged);
  const shaped = fault === null && judged.trim() !== "" ? JSON.stringify(JSON.parse(judged), null, 2) : judged;
  return (
    <div>
      <SourceInput {...props} minRows={4} />
      <div className={classes.foot}>
        <span role="status" data-wrong={fault !== null || undefined}>
          {fault === null ? "" : t("json.fault", { ...fault })}
        </span>
        {!isReadOnly && shaped !== judged && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(shaped)}>
            {t("json.shape")}
          </Button>
        )}
      </div>
    </div>
  );
}
