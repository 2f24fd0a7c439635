import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef } from "react";
import { FILES } from "@/api/files";
import { useModel } from "@/api/model-context";
import { useErrorText } from "@/hooks/use-error-text";
import { isSameJson, type JsonObject } from "@/lib/json";
import { pageNonce } from "@/lib/nonce";
import type { InputProps } from "../define-field";
import { allowedIn, extensionsOf } from "./extensions";
import classes from "./input.module.css";
import { Toolbar } from "./toolbar";
import { useIncoming } from "./use-incoming";

export function RichtextInput(props: InputProps<JsonObject | null>) {
  const { field, value, onChange, isReadOnly } = props;
  const describe = useErrorText();
  const library = useModel().collections.get(FILES);
  const allows = useMemo(() => allowedIn(field), [field]);
  const extensions = useMemo(() => extensionsOf(allows), [allows]);
  const incoming = useIncoming(allows, library !== undefined && library.permissions.create.access !== "none");
  const nonce = pageNonce();
  const written = useRef(value);
  const attributes: Record<string, string> = {
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": props.labelId,
  };
  if (props.describedBy !== undefined) attributes["aria-describedby"] = props.describedBy;
  if (isReadOnly) attributes["aria-readonly"] = "true";
  const editor = useEditor(
    {
      extensions,
      content: value,
      editable: !isReadOnly,
      editorProps: { attributes, ...incoming.handlers },
      onUpdate: ({ editor: now }) => {
        written.current = now.isEmpty ? null : now.getJSON();
        onChange(written.current);
      },
      ...(nonce === undefined ? {} : { injectNonce: nonce }),
    },
    [extensions, isReadOnly],
  );
  incoming.editor.current = editor;
  useEffect(() => {
    // What the editor wrote itself needs no comparison: documents are large.
    if (editor === null || Object.is(value, written.current)) return;
    written.current = value;
    if (!isSameJson(value, editor.isEmpty ? null : editor.getJSON()))
      editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  return (
    <div className={classes.frame} data-invalid={props.isInvalid || undefined}>
      {editor !== null && !isReadOnly && <Toolbar editor={editor} allows={allows} labelId={props.labelId} />}
      <EditorContent id={props.id} className={classes.text} editor={editor} />
      {incoming.error !== null && (
        <p className={classes.problem} role="alert">
          {describe(incoming.error)}
        </p>
      )}
    </div>
  );
}
