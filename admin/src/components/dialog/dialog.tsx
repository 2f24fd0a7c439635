import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./dialog.module.css";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The dialog's name; shown as its heading, unless `isBare`. */
  readonly title: string;
  readonly size?: string;
  /** Without heading, button and padding: the content is all there is. */
  readonly isBare?: boolean;
  /** Stays until something in it has been done. */
  readonly isForced?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page. Mantine's own composition puts the name and the heading where screen readers do not look for them. */
export function Dialog({ isOpen, onClose, title, size = "md", isBare = false, isForced = false, children }: Props) {
  const { t } = useTranslation("shell");
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={size}
      centered={!isBare}
      yOffset={isBare ? "12dvh" : "5dvh"}
      closeOnClickOutside={!isForced}
      closeOnEscape={!isForced}
    >
      <Modal.Overlay />
      <Modal.Content {...(isBare ? { "aria-label": title } : {})}>
        {!isBare && (
          <div className={classes.head}>
            <Modal.Title>{title}</Modal.Title>
            {!isForced && <Modal.CloseButton aria-label={t("close")} />}
          </div>
        )}
        {isBare ? children : <Modal.Body>{children}</Modal.Body>}
      </Modal.Content>
    </Modal.Root>
  );
}
