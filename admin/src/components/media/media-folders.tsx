import { IconChevronRight, IconFolder } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Folder } from "@/api/files";
import classes from "./media.module.css";

interface Props {
  readonly folders: readonly Folder[];
  readonly folder: string | null;
  readonly onOpen: (folder: string | null) => void;
}

/** From the library to where one is. */
export function FolderPath({ folders, folder, onOpen }: Props) {
  const { t } = useTranslation("media");
  const path = pathOf(folders, folder);
  if (path.length === 0) return null;
  return (
    <nav aria-label={t("folders.path")}>
      <ol className={classes.path}>
        <li>
          <button type="button" onClick={() => onOpen(null)}>
            {t("title")}
          </button>
        </li>
        {path.map((one, at) => (
          <li key={one.id}>
            <IconChevronRight size={14} aria-hidden className="flips" />
            {at === path.length - 1 ? (
              <span aria-current="page">{one.name}</span>
            ) : (
              <button type="button" onClick={() => onOpen(one.id)}>
                {one.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The folders in a folder. */
export function FolderTiles({ folders, folder, onOpen }: Props) {
  const { t } = useTranslation("media");
  const inside = folders.filter((one) => one.parent === folder);
  if (inside.length === 0) return null;
  return (
    <ul className={classes.folders} aria-label={t("folders.inside")}>
      {inside.map((one) => (
        <li key={one.id}>
          <button type="button" onClick={() => onOpen(one.id)}>
            <IconFolder size={18} aria-hidden />
            {one.name}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function pathOf(folders: readonly Folder[], folder: string | null): readonly Folder[] {
  const path: Folder[] = [];
  let at = folders.find(({ id }) => id === folder);
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at);
    const { parent } = at;
    at = folders.find(({ id }) => id === parent);
  }
  return path;
}
