import { Drawer } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The navigation of narrow screens. */
export function NavigationDrawer({ isOpen, onClose, children }: Props) {
  const { t } = useTranslation("shell");
  const closeAfterLink = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a") !== null) onClose();
  };
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} size="18rem">
      <Drawer.Overlay />
      <Drawer.Content aria-label={t("navigation")} onClick={closeAfterLink}>
        {children}
      </Drawer.Content>
    </Drawer.Root>
  );
}
