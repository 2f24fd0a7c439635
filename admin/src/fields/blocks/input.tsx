import { ActionIcon, Button, Menu, Stack } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLabel } from "@/hooks/use-label";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import type { Members } from "../nested";
import { isBelow, PlaceContext, ProblemsContext } from "../place";
import { RowList } from "../row-list";
import { BlockBody } from "./block-body";
import { type Block, blockTypes, copyOf, newBlock } from "./value";

export function BlocksInput(props: InputProps<readonly Block[]>) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const place = useContext(PlaceContext);
  const problems = useContext(ProblemsContext);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { field, value, onChange, isReadOnly } = props;
  const types = blockTypes(field);
  const titleOf = (block: Block) =>
    labelOf(types.find((type) => type.name === block.type) ?? { name: block.type, label: {} });
  const change = (key: string) => (edit: (before: Members) => Members) =>
    onChange((before) => before.map((one) => (one.key === key ? { ...one, members: edit(one.members) } : one)));
  const copy = (at: number) =>
    onChange((before) => before.flatMap((one, position) => (position === at ? [one, copyOf(one)] : [one])));
  const fold = (key: string) =>
    setFolded((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  return (
    <Stack gap="xs" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <RowList
        rows={value}
        nameOf={(block) => block.key}
        titleOf={titleOf}
        onChange={onChange}
        isReadOnly={isReadOnly}
        labelId={props.labelId}
        actions={(block, at) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rows.copy", { title: titleOf(block) })}
            disabled={isFull(props)}
            onClick={() => copy(at)}
          >
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
        )}
      >
        {(block, at) => (
          <BlockBody
            block={block}
            field={field}
            title={titleOf(block)}
            place={`${place}[${at}]`}
            isFolded={folded.has(block.key) && !problems.some(({ path }) => isBelow(path, `${place}[${at}]`))}
            onFold={() => fold(block.key)}
            onChange={change(block.key)}
            isReadOnly={isReadOnly}
            isNew={props.siblings.isNew}
          />
        )}
      </RowList>
      {isReadOnly ? value.length === 0 && <span>{t("empty")}</span> : <AddBlock {...props} />}
    </Stack>
  );
}

function isFull({ field, value }: InputProps<readonly Block[]>): boolean {
  const max = asNumber(field.options.max_items);
  return max !== null && value.length >= max;
}

function AddBlock(props: InputProps<readonly Block[]>) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          id={props.id}
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={isFull(props)}
          style={{ alignSelf: "flex-start" }}
        >
          {t("blocks.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {blockTypes(props.field).map((type) => (
          <Menu.Item
            key={type.name}
            onClick={() => props.onChange((before) => [...before, newBlock(type.name, props.field)])}
          >
            {labelOf(type)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
