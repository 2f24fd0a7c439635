/** What comes in by pasting and dropping: pictures go to the library first, Markdown and what word processors write is put right. */

import { useQueryClient } from "@tanstack/react-query";
import type { Editor } from "@tiptap/core";
import { useMemo, useRef, useState } from "react";
import { assetAddress, FILES, type MediaFile } from "@/api/files";
import { keys } from "@/api/keys";
import { uploadFile } from "@/api/upload";
import { cleanPaste } from "./clean-paste";
import { isMarkdown, markdownContent } from "./markdown-paste";

type Allows = (word: string) => boolean;

export function insertPicture(editor: Editor, file: MediaFile): void {
  editor
    .chain()
    .focus()
    .setImage({ src: assetAddress({ ...file, version: "" }), alt: file.description ?? "" })
    .run();
}

export function useIncoming(allows: Allows, mayUpload: boolean) {
  const editor = useRef<Editor | null>(null);
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const handlers = useMemo(() => {
    const take = (files: readonly File[]): boolean => {
      const pictures = files.filter((file) => file.type.startsWith("image/"));
      if (pictures.length === 0 || !allows("image") || !mayUpload) return false;
      void (async () => {
        setError(null);
        for (const picture of pictures) {
          const file = await uploadFile(picture);
          if (editor.current !== null) insertPicture(editor.current, file);
        }
        await client.invalidateQueries({ queryKey: keys.collection(FILES) });
      })().catch(setError);
      return true;
    };
    return {
      transformPastedHTML: cleanPaste,
      handlePaste: (_: unknown, event: ClipboardEvent): boolean => {
        const data = event.clipboardData;
        if (data === null) return false;
        if (data.files.length > 0 && !data.types.includes("text/html")) return take([...data.files]);
        const text = data.getData("text/plain");
        if (data.types.includes("text/html") || editor.current?.isActive("codeBlock") || !isMarkdown(text))
          return false;
        return editor.current?.commands.insertContent(markdownContent(text, allows)) ?? false;
      },
      handleDrop: (_: unknown, event: DragEvent): boolean => take([...(event.dataTransfer?.files ?? [])]),
    };
  }, [allows, mayUpload, client]);
  return { handlers, editor, error };
}
