import { ActionIcon, Menu } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import type { ChainedCommands, Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { useTranslation } from "react-i18next";
import type { texts } from "@/i18n/locales/en";

type Word = keyof (typeof texts)["fields"]["rich"]["table"];

const STEPS: readonly (readonly [Word, (chain: ChainedCommands) => ChainedCommands])[] = [
  ["rowBefore", (chain) => chain.addRowBefore()],
  ["rowAfter", (chain) => chain.addRowAfter()],
  ["columnBefore", (chain) => chain.addColumnBefore()],
  ["columnAfter", (chain) => chain.addColumnAfter()],
  ["header", (chain) => chain.toggleHeaderRow()],
  ["merge", (chain) => chain.mergeOrSplit()],
  ["deleteRow", (chain) => chain.deleteRow()],
  ["deleteColumn", (chain) => chain.deleteColumn()],
  ["delete", (chain) => chain.deleteTable()],
];

/** A new table; inside of one, what can be done with it. */
export function TableTool({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation("fields");
  const isInside = useEditorState({ editor, selector: ({ editor: now }) => now.isActive("table") });
  const button = {
    variant: isInside ? "light" : "subtle",
    color: isInside ? "quintet" : "gray",
    "aria-label": t("rich.table.title"),
  };
  const icon = <IconTable size={17} aria-hidden />;
  if (!isInside) {
    return (
      <ActionIcon
        {...button}
        onClick={() => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
      >
        {icon}
      </ActionIcon>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon {...button}>{icon}</ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {STEPS.map(([word, run]) => (
          <Menu.Item key={word} onClick={() => run(editor.chain().focus()).run()}>
            {t(`rich.table.${word}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
