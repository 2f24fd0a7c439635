import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AreaInput } from "./area-input";
import type { InputProps } from "./define-field";

/** A text for machines: Tab moves it in and out, Enter keeps the depth. Escape lets Tab leave, as it does everywhere else. */
export function SourceInput(props: InputProps<string> & { readonly minRows: number }) {
  const { t } = useTranslation("fields");
  const isFree = useRef(false);
  const strike = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (props.isReadOnly || event.nativeEvent.isComposing) return;
    if (event.key === "Escape") isFree.current = true;
    if (event.key === "Tab" && !isFree.current && !event.ctrlKey && !event.altKey) indent(event);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) keepDepth(event);
    if (event.key !== "Escape" && event.key !== "Tab") isFree.current = false;
  };
  return (
    <AreaInput
      {...props}
      isCode
      onKeyDown={strike}
      onBlur={() => {
        isFree.current = false;
      }}
      title={t("source.keys")}
    />
  );
}

const STEP = "  ";

/** As typed, so that the browser can take it back. */
function insert(area: HTMLTextAreaElement, text: string): void {
  // There is no other way that the browser's own undo knows of.
  area.ownerDocument.execCommand("insertText", false, text);
}

function indent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  event.preventDefault();
  const area = event.currentTarget;
  const { selectionStart: from, selectionEnd: to, value } = area;
  const start = value.lastIndexOf("\n", from - 1) + 1;
  if (from === to && !event.shiftKey) {
    insert(area, STEP);
    return;
  }
  const lines = value.slice(start, to).split("\n");
  const moved = lines.map((line) => (event.shiftKey ? line.replace(/^ {1,2}/, "") : STEP + line)).join("\n");
  area.setSelectionRange(start, to);
  insert(area, moved);
  area.setSelectionRange(start, start + moved.length);
}

function keepDepth(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { selectionStart: from, value } = event.currentTarget;
  const line = value.slice(value.lastIndexOf("\n", from - 1) + 1, from);
  const depth = /^\s*/.exec(line)?.[0] ?? "";
  const deeper = /[{[(]\s*$/.test(line) ? STEP : "";
  if (depth + deeper === "") return;
  event.preventDefault();
  insert(event.currentTarget, `\n${depth}${deeper}`);
}
