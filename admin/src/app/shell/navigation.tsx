import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutDashboard } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type MouseEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Mark } from "@/components/mark/mark";
import { useLabel } from "@/hooks/use-label";
import { groupsOf } from "./groups";
import classes from "./navigation.module.css";

interface Props {
  /** On narrow screens only; on wide ones it is always there. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Navigation({ isOpen, onClose }: Props) {
  const { t } = useTranslation("shell");
  const isNarrow = useMediaQuery("(max-width: 60em)", false, { getInitialValueInEffect: false });
  if (!isNarrow) {
    return (
      <div className={classes.side}>
        <Content />
      </div>
    );
  }
  const closeAfterLink = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a") !== null) onClose();
  };
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size="18rem"
      padding={0}
      withCloseButton={false}
      aria-label={t("navigation")}
      onClick={closeAfterLink}
    >
      <Content />
    </Drawer>
  );
}

function Content() {
  const { t } = useTranslation("shell");
  const model = useModel();
  return (
    <nav className={classes.nav} aria-label={t("navigation")}>
      <Link to="/" className={classes.project}>
        <Mark size={26} />
        <span>{model.projectName}</span>
      </Link>
      <ul className={classes.list}>
        <li>
          <Link to="/" className={classes.link} activeOptions={{ exact: true }}>
            <IconLayoutDashboard size={18} stroke={1.6} aria-hidden />
            <span>{t("dashboard")}</span>
          </Link>
        </li>
      </ul>
      {groupsOf(model).map((group) => (
        <Group key={group.name ?? ""} title={group.name ?? t("otherGroup")} collections={group.collections} />
      ))}
    </nav>
  );
}

function Group({ title, collections }: { readonly title: string; readonly collections: readonly Collection[] }) {
  const id = useId();
  const labelOf = useLabel();
  return (
    <section aria-labelledby={id}>
      <h2 className={classes.heading} id={id}>
        {title}
      </h2>
      <ul className={classes.list}>
        {collections.map((collection) => (
          <li key={collection.name}>
            <Link
              to="/content/$collection"
              params={{ collection: collection.name }}
              className={classes.link}
              activeOptions={{ includeSearch: false }}
            >
              <CollectionIcon name={collection.icon} />
              <span>{labelOf(collection)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
