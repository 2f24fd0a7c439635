import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconLayoutGrid, IconList, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useTypedText } from "@/hooks/use-typed-text";
import classes from "./media.module.css";
import type { Kind, MediaPlace, Order } from "./media-query";

const TYPING_PAUSE = 200;
const KINDS: readonly Kind[] = ["all", "image", "video", "audio", "document"];
const SORTS: readonly Order[] = ["newest", "oldest", "title", "largest"];

interface Props {
  readonly place: MediaPlace;
  readonly onPlace: (change: Partial<MediaPlace>) => void;
  readonly layout: "grid" | "list";
  readonly onLayout: (layout: "grid" | "list") => void;
  /** A field that takes some types only has chosen already. */
  readonly hasKinds: boolean;
}

export function MediaTools({ place, onPlace, layout, onLayout, hasKinds }: Props) {
  const { t } = useTranslation("media");
  const { typed, type } = useTypedText(place.search, (text) => onPlace({ search: text }), TYPING_PAUSE);
  return (
    <div className={classes.tools}>
      <TextInput
        type="search"
        className={classes.search}
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        data-autofocus
      />
      {hasKinds && (
        <Select
          aria-label={t("kind")}
          className={classes.choice}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={place.kind}
          onChange={(kind) => onPlace({ kind: KINDS.find((one) => one === kind) ?? "all" })}
          allowDeselect={false}
        />
      )}
      <Select
        aria-label={t("order")}
        className={classes.choice}
        data={SORTS.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
        value={place.order}
        onChange={(order) => onPlace({ order: SORTS.find((one) => one === order) ?? "newest" })}
        allowDeselect={false}
      />
      <SegmentedControl
        aria-label={t("layout")}
        value={layout}
        onChange={(next) => onLayout(next === "list" ? "list" : "grid")}
        data={[
          {
            value: "grid",
            label: <IconLayoutGrid size={16} className={classes.layout} aria-label={t("layouts.grid")} />,
          },
          { value: "list", label: <IconList size={16} className={classes.layout} aria-label={t("layouts.list")} /> },
        ]}
      />
    </div>
  );
}
