import { Menu, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ActionName, Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import classes from "./matrix.module.css";
import { ACTIONS, type Permissions, withRow } from "./rules";

interface Props {
  readonly collection: Collection;
  readonly permissions: Permissions;
  readonly onChange: (permissions: Permissions) => void;
  readonly children: ReactNode;
}

/** The whole row at once. */
export function RowMenu({ collection, permissions, onChange, children }: Props) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const choose = (granted: readonly ActionName[]) => onChange(withRow(permissions, collection, granted));
  return (
    <Menu position="bottom-start" width="13rem">
      <Menu.Target>
        <UnstyledButton className={classes.row} aria-label={t("row", { collection: labelOf(collection) })}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => choose(ACTIONS)}>{t("rowAll")}</Menu.Item>
        <Menu.Item onClick={() => choose(["read"])}>{t("rowRead")}</Menu.Item>
        <Menu.Item onClick={() => choose([])}>{t("rowNone")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
