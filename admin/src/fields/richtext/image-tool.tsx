import { ActionIcon } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { FILES } from "@/api/files";
import { useModel } from "@/api/model-context";
import { Dialog } from "@/components/dialog/dialog";
import { insertPicture } from "./use-incoming";

const FileLibrary = lazy(() => import("../file-library").then((module) => ({ default: module.FileLibrary })));

/** A picture out of the library, with its description. */
export function ImageTool({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation("fields");
  const library = useModel().collections.get(FILES);
  const [isOpen, setOpen] = useState(false);
  if (library === undefined) return null;
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={t("rich.image")} onClick={() => setOpen(true)}>
        <IconPhoto size={17} aria-hidden />
      </ActionIcon>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("file.choose")} size="70rem">
        <Suspense>
          <FileLibrary
            library={library}
            accept={["image/*"]}
            isMany={false}
            onChoose={([file]) => {
              setOpen(false);
              if (file !== undefined) insertPicture(editor, file);
            }}
          />
        </Suspense>
      </Dialog>
    </>
  );
}
