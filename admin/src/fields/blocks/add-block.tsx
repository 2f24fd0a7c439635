import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { useLabel } from "@/hooks/use-label";
import type { InputProps } from "../define-field";
import { type Block, blockTypes, newBlock } from "./value";

type Props = Pick<InputProps<readonly Block[]>, "id" | "field" | "onChange"> & { readonly isFull: boolean };

/** Not drawn again for each letter in a block. */
export const AddBlock = memo(function AddBlock({ id, field, onChange, isFull }: Props) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          id={id}
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={isFull}
          style={{ alignSelf: "flex-start" }}
        >
          {t("blocks.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {blockTypes(field).map((type) => (
          <Menu.Item
            key={type.name}
            leftSection={<CollectionIcon name={type.icon} size={16} />}
            onClick={() => onChange((before) => [...before, newBlock(type.name, field)])}
          >
            {labelOf(type)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
