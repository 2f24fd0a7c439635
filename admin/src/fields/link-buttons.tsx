import { ActionIcon, Tooltip } from "@mantine/core";
import { IconExternalLink, IconPencil, IconPlus } from "@tabler/icons-react";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { ItemRequestContext } from "./item-request";
import { backOf, type Link } from "./link";

interface ButtonsProps {
  readonly field: Field;
  readonly link: Link;
  readonly title: string;
  readonly isReadOnly: boolean;
  readonly onChange: (link: Link) => void;
}

/** To edit what is linked to, over this form, or to look at it on a page of its own. */
export function LinkButtons({ field, link, title, isReadOnly, onChange }: ButtonsProps) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const collection = model.collections.get(link.collection);
  const openItem = useContext(ItemRequestContext);
  if (collection === undefined || collection.isSystem) return null;
  const back = backOf(field, model);
  const mayEdit =
    !isReadOnly && !collection.isView && (link.isNew === true || collection.permissions.update.access !== "none");
  return (
    <>
      {mayEdit && openItem !== null && !field.special.has("nested") && (
        <Tooltip label={t("link.edit")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("link.editIt", { title })}
            onClick={() =>
              openItem({
                collection: collection.name,
                link,
                without: back === null ? [] : [back],
                onDone: onChange,
              })
            }
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {link.isNew !== true && (
        <Tooltip label={t("link.open")}>
          <ActionIcon
            component="a"
            variant="subtle"
            color="gray"
            size="lg"
            href={addressOf(link.collection, String(link.id))}
            target="_blank"
            aria-label={t("link.openIt", { title })}
          >
            <IconExternalLink size={16} aria-hidden className="flips" />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

interface CreateProps {
  readonly field: Field;
  readonly collection: Collection;
  readonly onDone: (link: Link) => void;
}

/** Over this form where that can be; links inside of documents are keys, so their items are made on a page of their own. */
export function CreateButton({ field, collection, onDone }: CreateProps) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const model = useModel();
  const openItem = useContext(ItemRequestContext);
  if (collection.isSystem || collection.permissions.create.access === "none") return null;
  const label = t("link.create", { collection: labelOf(collection) });
  const common = { variant: "default", size: 36, "aria-label": label } as const;
  const back = backOf(field, model);
  const isPage = openItem === null || field.special.has("nested");
  return (
    <Tooltip label={label}>
      {isPage ? (
        <ActionIcon {...common} component="a" href={addressOf(collection.name, "+")} target="_blank">
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      ) : (
        <ActionIcon
          {...common}
          onClick={() => openItem({ collection: collection.name, without: back === null ? [] : [back], onDone })}
        >
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      )}
    </Tooltip>
  );
}

function addressOf(collection: string, id: string): string {
  return `${import.meta.env.BASE_URL}content/${encodeURIComponent(collection)}/${encodeURIComponent(id)}`;
}
