import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { useLabel } from "@/hooks/use-label";

/** How a variable reads: "the current user". Null for what is none. */
export function useVariableName(): (value: unknown) => string | null {
  const { t } = useTranslation("filter");
  const labelOf = useLabel();
  const users = useModel().collections.get("quintet_users");
  return useCallback(
    (value) => {
      if (typeof value !== "string") return null;
      if (value === "$CURRENT_USER") return t("variable.user");
      if (value === "$CURRENT_ROLE") return t("variable.role");
      if (value === "$CURRENT_ROLES") return t("variable.roles");
      const name = /^\$CURRENT_USER\.(\w+)$/.exec(value)?.[1];
      if (name === undefined) return null;
      const field = users?.fields.find((one) => one.name === name) ?? { name, label: {} };
      return t("variable.userField", { field: labelOf(field) });
    },
    [t, labelOf, users],
  );
}
