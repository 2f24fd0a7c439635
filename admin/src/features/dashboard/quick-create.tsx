import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { useLabel } from "@/hooks/use-label";

/** A new item of any collection in two clicks. */
export function QuickCreate() {
  const { t } = useTranslation("dashboard");
  const labelOf = useLabel();
  const creatable = [...useModel().collections.values()].filter(
    (one) => !one.isSystem && !one.isSingleton && !one.isView && one.permissions.create.access !== "none",
  );
  if (creatable.length === 0) return null;
  return (
    <Menu position="bottom-end" width="15rem">
      <Menu.Target>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t("create")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflowY: "auto" }}>
        {creatable.map((collection) => (
          <Menu.Item
            key={collection.name}
            leftSection={<CollectionIcon name={collection.icon} size={16} />}
            renderRoot={(props) => (
              <Link to="/content/$collection/$id" params={{ collection: collection.name, id: "+" }} {...props} />
            )}
          >
            {labelOf(collection)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
