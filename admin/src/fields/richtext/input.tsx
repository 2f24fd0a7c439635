import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo } from "react";
import { isSameJson, type JsonObject } from "@/lib/json";
import { pageNonce } from "@/lib/nonce";
import type { InputProps } from "../define-field";
import { allowedIn, extensionsOf } from "./extensions";
import classes from "./input.module.css";
import { Toolbar } from "./toolbar";

export function RichtextInput(props: InputProps<JsonObject | null>) {
  const { field, value, onChange, isReadOnly } = props;
  const allows = useMemo(() => allowedIn(field), [field]);
  const extensions = useMemo(() => extensionsOf(allows), [allows]);
  const nonce = pageNonce();
  const attributes: Record<string, string> = {
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": props.labelId,
  };
  if (props.describedBy !== undefined) attributes["aria-describedby"] = props.describedBy;
  const editor = useEditor(
    {
      extensions,
      content: value,
      editable: !isReadOnly,
      editorProps: { attributes },
      onUpdate: ({ editor: written }) => onChange(written.isEmpty ? null : written.getJSON()),
      ...(nonce === undefined ? {} : { injectNonce: nonce }),
    },
    [extensions, isReadOnly],
  );
  useEffect(() => {
    // Another value came from outside (saved, undone by the form): the editor has not written it.
    if (editor !== null && !isSameJson(value, editor.isEmpty ? null : editor.getJSON())) {
      editor.commands.setContent(value, { emitUpdate: false });
    }
  }, [editor, value]);
  return (
    <div className={classes.frame} data-invalid={props.isInvalid || undefined}>
      {editor !== null && !isReadOnly && <Toolbar editor={editor} allows={allows} />}
      <EditorContent id={props.id} className={classes.text} editor={editor} />
    </div>
  );
}
