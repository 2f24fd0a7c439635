import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconDownload, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import type { ListActions } from "./use-list-actions";

/** What can be done with the list as a whole. */
export function ListMenu({ actions: { base, choice } }: { readonly actions: ListActions }) {
  const { t } = useTranslation("lists");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="input-sm" aria-label={t("more")}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => base.show({ name: "export", chosen: choice.chosen, items: [] })}
        >
          {t("export")}
        </Menu.Item>
        {mayImport(base.collection) && (
          <Menu.Item
            leftSection={<IconUpload size={16} aria-hidden />}
            renderRoot={(props) => (
              <Link to="/content/$collection/+import" params={{ collection: base.collection.name }} {...props} />
            )}
          >
            {t("import")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function mayImport({ isView, permissions: { create, update } }: Collection): boolean {
  return !isView && (create.access !== "none" || update.access !== "none");
}
