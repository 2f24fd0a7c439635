import { TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { ItemPicker } from "@/fields/item-picker";
import type { Link } from "@/fields/link";
import { useLinkTitle } from "@/fields/use-link-title";

interface Props {
  /** None is chosen yet. */
  readonly collection: Collection | undefined;
  /** As the address has it. */
  readonly item: string | undefined;
  readonly onChoose: (item: string | undefined) => void;
}

/** Which item is asked about: found by its title, kept as its id. */
export function ItemChoice({ collection, item, onChoose }: Props) {
  const { t } = useTranslation(["access", "fields"]);
  const isListed = collection?.isSingleton === false && collection.permissions.read.access !== "none";
  const words = { label: t("access:itemOptional"), placeholder: t("fields:link.choose") };
  if (!isListed) return <TextInput {...words} value={item ?? ""} disabled />;
  return <Choice {...words} collection={collection} item={item} onChoose={onChoose} />;
}

interface ChoiceProps extends Props {
  readonly collection: Collection;
  readonly label: string;
  readonly placeholder: string;
}

function Choice({ collection, item, onChoose, ...words }: ChoiceProps) {
  const id = useId();
  const [found, setFound] = useState<Link | null>(null);
  const chosen = item === undefined ? null : String(found?.id) === item ? found : linkOf(collection, item);
  // Asked for nothing too, so that the input stays the same one, and keeps the focus, when something is chosen.
  const title = useLinkTitle(chosen ?? { ...linkOf(collection, ""), isNew: true });
  return (
    <ItemPicker
      {...words}
      id={id}
      showsLabel
      collection={collection}
      chosen={chosen}
      title={title}
      onChoose={(link) => {
        setFound(link);
        onChoose(link === null ? undefined : String(link.id));
      }}
    />
  );
}

function linkOf(collection: Collection, id: string): Link {
  return { collection: collection.name, id, item: {}, made: null };
}
