import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asText } from "@/lib/json";
import classes from "./input.module.css";

/** The address of the selected words; without an address, no link. */
export function LinkTool({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation("fields");
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  const open = () => {
    setAddress(asText(editor.getAttributes("link").href) ?? "");
    setOpen(true);
  };
  const apply = () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address.trim() === "") chain.unsetLink().run();
    else chain.setLink({ href: address.trim() }).run();
    setOpen(false);
  };
  const strike = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Enter here is not the form's.
    event.preventDefault();
    apply();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withinPortal position="bottom-start">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("rich.link")} onClick={open}>
          <IconLink size={17} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.link}>
        <TextInput
          aria-label={t("rich.linkAddress")}
          placeholder={t("rich.linkAddress")}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={strike}
        />
        <Button onClick={apply}>{t("rich.link")}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}
