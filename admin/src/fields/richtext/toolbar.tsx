import { ActionIcon } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconH3,
  IconH4,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSourceCode,
  IconSpacingVertical,
  IconStrikethrough,
  IconUnderline,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { useTranslation } from "react-i18next";
import type { texts } from "@/i18n/locales/en";
import { ImageTool } from "./image-tool";
import classes from "./input.module.css";
import { LinkTool } from "./link-tool";
import { TableTool } from "./table-tool";

type Word = Exclude<keyof (typeof texts)["fields"]["rich"], "table">;

interface Tool {
  readonly word: string;
  readonly name: Word;
  readonly more?: string;
  readonly Icon: TablerIcon;
  readonly isActive?: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

const TOOLS: readonly Tool[] = [
  mark("bold", "bold", IconBold, (editor) => editor.chain().focus().toggleBold().run()),
  mark("italic", "italic", IconItalic, (editor) => editor.chain().focus().toggleItalic().run()),
  mark("underline", "underline", IconUnderline, (editor) => editor.chain().focus().toggleUnderline().run()),
  mark("strike", "strike", IconStrikethrough, (editor) => editor.chain().focus().toggleStrike().run()),
  mark("code", "code", IconCode, (editor) => editor.chain().focus().toggleCode().run()),
  heading(2, IconH2),
  heading(3, IconH3),
  heading(4, IconH4),
  {
    ...mark("list", "bullets", IconList, (editor) => editor.chain().focus().toggleBulletList().run()),
    isActive: (editor) => editor.isActive("bulletList"),
  },
  {
    ...mark("list", "numbers", IconListNumbers, (editor) => editor.chain().focus().toggleOrderedList().run()),
    isActive: (editor) => editor.isActive("orderedList"),
  },
  {
    ...mark("quote", "quote", IconBlockquote, (editor) => editor.chain().focus().toggleBlockquote().run()),
    isActive: (editor) => editor.isActive("blockquote"),
  },
  {
    ...mark("code_block", "codeBlock", IconSourceCode, (editor) => editor.chain().focus().toggleCodeBlock().run()),
    isActive: (editor) => editor.isActive("codeBlock"),
  },
  {
    word: "rule",
    name: "rule",
    Icon: IconSpacingVertical,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
];

const HISTORY: readonly Tool[] = [
  { word: "", name: "undo", Icon: IconArrowBackUp, run: (editor) => editor.chain().focus().undo().run() },
  { word: "", name: "redo", Icon: IconArrowForwardUp, run: (editor) => editor.chain().focus().redo().run() },
];

function mark(word: string, name: Word, Icon: TablerIcon, run: (editor: Editor) => void): Tool {
  return { word, name, Icon, run, isActive: (editor) => editor.isActive(word) };
}

function heading(level: 2 | 3 | 4, Icon: TablerIcon): Tool {
  const isActive = (editor: Editor) => editor.isActive("heading", { level });
  const run = (editor: Editor) => editor.chain().focus().toggleHeading({ level }).run();
  return { word: "heading", name: "heading", more: String(level), Icon, isActive, run };
}

interface Props {
  readonly editor: Editor;
  readonly allows: (word: string) => boolean;
  readonly labelId: string;
}

export function Toolbar({ editor, allows, labelId }: Props) {
  const { t } = useTranslation("fields");
  const tools = TOOLS.filter((tool) => allows(tool.word));
  // Drawn anew when a button changes its state, and not with every letter.
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => tools.map((tool) => (tool.isActive?.(now) === true ? "1" : "0")).join(""),
  });
  const button = (tool: Tool, isActive: boolean) => (
    <ActionIcon
      key={`${tool.name}${tool.more ?? ""}`}
      variant={isActive ? "light" : "subtle"}
      color={isActive ? "quintet" : "gray"}
      aria-label={`${t(`rich.${tool.name}`)} ${tool.more ?? ""}`.trim()}
      aria-pressed={tool.isActive === undefined ? undefined : isActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => tool.run(editor)}
    >
      <tool.Icon size={17} aria-hidden />
    </ActionIcon>
  );
  return (
    <div
      className={classes.tools}
      role="toolbar"
      id={`${labelId}-tools`}
      aria-label={t("rich.toolbar")}
      aria-labelledby={`${labelId} ${labelId}-tools`}
    >
      {tools.map((tool, at) => button(tool, active[at] === "1"))}
      {allows("link") && <LinkTool editor={editor} />}
      {allows("image") && <ImageTool editor={editor} />}
      {allows("table") && <TableTool editor={editor} />}
      {HISTORY.map((tool) => button(tool, false))}
    </div>
  );
}
