import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { useLabel } from "@/hooks/use-label";
import type { InputProps } from "../define-field";
import { type Block, blockTypes, newBlock } from "./value";

export function AddBlock(props: InputProps<readonly Block[]> & { readonly isFull: boolean }) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          id={props.id}
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={props.isFull}
          style={{ alignSelf: "flex-start" }}
        >
          {t("blocks.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {blockTypes(props.field).map((type) => (
          <Menu.Item
            key={type.name}
            leftSection={<CollectionIcon name={type.icon} size={16} />}
            onClick={() => props.onChange((before) => [...before, newBlock(type.name, props.field)])}
          >
            {labelOf(type)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
