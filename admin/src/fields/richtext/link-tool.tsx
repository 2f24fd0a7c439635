import { ActionIcon, Button, Popover, Select, TextInput } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { readItem } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { asText } from "@/lib/json";
import { fillTemplate, templateFields } from "@/lib/text";
import { ItemPicker } from "../item-picker";
import type { Link } from "../link";
import classes from "./input.module.css";
import { plainField } from "./plain-field";

interface Address {
  readonly href: string;
  readonly collection: string | null;
  readonly item: string | null;
}

/** The address of the selected words, or an item that they lead to; without an address, no link. */
export function LinkTool({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation("fields");
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  const open = () => {
    setAddress(asText(editor.getAttributes("link").href) ?? "");
    setOpen(true);
  };
  const apply = (to: Address) => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (to.href === "") chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: to.href, marks: [{ type: "link", attrs: { ...to } }] }).run();
    } else chain.setMark("link", { ...to }).run();
    setOpen(false);
  };
  const applyTyped = () => apply({ href: whole(address.trim()), collection: null, item: null });
  const strike = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Enter here is not the form's.
    event.preventDefault();
    applyTyped();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withinPortal position="bottom-start" width={340}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("rich.link")} onClick={open}>
          <IconLink size={17} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.link}>
        <div className={classes.address}>
          <TextInput
            aria-label={t("rich.linkAddress")}
            placeholder={t("rich.linkAddress")}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            onKeyDown={strike}
          />
          <Button onClick={applyTyped}>{t("rich.link")}</Button>
        </div>
        <ItemLink onChoose={apply} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** `example.org` is meant as an address of the web. */
function whole(address: string): string {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(address) ? `https://${address}` : address;
}

function ItemLink({ onChoose }: { readonly onChoose: (address: Address) => void }) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const collections = [...useModel().collections.values()].filter((one) => !one.isSystem && !one.isSingleton);
  const [name, setName] = useState<string | null>(null);
  const collection = collections.find((one) => one.name === name) ?? collections[0];
  if (collection === undefined) return null;
  const choose = async (link: Link | null) => {
    if (link === null) return;
    onChoose({ href: await addressOf(collection, link), collection: collection.name, item: String(link.id) });
  };
  return (
    <div className={classes.item}>
      <Select
        aria-label={t("link.collection")}
        data={collections.map((one) => ({ value: one.name, label: labelOf(one) }))}
        value={collection.name}
        onChange={setName}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      <ItemPicker
        key={collection.name}
        field={plainField(t("rich.linkItem"))}
        id="rich-link-item"
        label={t("rich.linkItem")}
        labelId=""
        describedBy={undefined}
        isInvalid={false}
        isRequired={false}
        isReadOnly={false}
        collection={collection}
        chosen={null}
        title=""
        placeholder={t("rich.linkItem")}
        isInPopover
        onChoose={(link) => void choose(link)}
      />
    </div>
  );
}

/** Where the item is on the site, as the model says; else by its collection and key. */
async function addressOf(collection: Collection, link: Link): Promise<string> {
  const template = (asText(collection.meta.public_url) ?? "").replace(/\{(\w+)\}/g, "{{$1}}");
  const fallback = `/${collection.name}/${link.id}`;
  if (template === "") return fallback;
  const fields = templateFields(template);
  const item = fields.every((name) => name in link.item)
    ? link.item
    : (await readItem(collection, link.id, { fields: fields.join(",") }).catch(() => null))?.item;
  return item === undefined ? fallback : fillTemplate(template, (path) => String(item[path] ?? ""));
}
