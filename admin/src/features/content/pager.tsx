import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { useFormats } from "@/i18n/format";
import { type Paging, type Place, pageSizes, pagingOf } from "@/items/table/paging";
import classes from "./pager.module.css";
import type { List } from "./use-list";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Of a list that goes by cursors: see `Trail`. */
    readonly trail?: readonly string[];
  }
}

export function Pager({ list }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  const trail = useLocation({ select: ({ state }) => state.trail });
  const limit = Number(list.query.limit);
  const { items = [], nextCursor = null } = list.page.data ?? {};
  const { search, count } = list;
  const paging = pagingOf({ search, trail: trail ?? [], limit, length: items.length, nextCursor, count });
  return (
    <nav className={classes.pager} aria-label={t("pages")}>
      <PageSize list={list} limit={limit} />
      <span className={classes.text}>
        <Where list={list} paging={paging} limit={limit} length={items.length} />
      </span>
      <Step place={paging.previous} label={paging.page === null ? t("first") : t("previous")}>
        <IconChevronLeft size={16} aria-hidden className="flips" />
      </Step>
      <Step place={paging.next} label={t("next")}>
        <IconChevronRight size={16} aria-hidden className="flips" />
      </Step>
    </nav>
  );
}

interface WhereProps {
  readonly list: List;
  readonly paging: Paging;
  readonly limit: number;
  readonly length: number;
}

function Where({ list: { count }, paging: { page }, limit, length }: WhereProps) {
  const { t } = useTranslation("lists");
  const { number, roughly } = useFormats();
  if (page === null || length === 0) return null;
  const from = (page - 1) * limit + 1;
  const range = { from: number(from), to: number(from + length - 1) };
  if (count === null) return t("rangeOnly", range);
  return t("range", {
    ...range,
    total: count.isExact ? number(count.value) : t("about", { number: roughly(count.value) }),
  });
}

function PageSize({ list, limit }: { readonly list: List; readonly limit: number }) {
  const { t } = useTranslation("lists");
  const { number } = useFormats();
  const { pageLimit } = useModel();
  const sizes = pageSizes(limit, pageLimit);
  return (
    <label className={classes.sizes}>
      {t("perPage")}
      <select
        className={classes.size}
        value={String(limit)}
        onChange={({ currentTarget: { value } }) =>
          list.change({ limit: Number(value) === pageLimit.default ? undefined : value })
        }
      >
        {sizes.map((size) => (
          <option key={size} value={String(size)}>
            {number(size)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface StepProps {
  readonly place: Place | null;
  readonly label: string;
  readonly children: ReactNode;
}

function Step({ place, label, children }: StepProps) {
  if (place === null) {
    return (
      <ActionIcon variant="default" size="lg" aria-label={label} disabled>
        {children}
      </ActionIcon>
    );
  }
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      renderRoot={(props) => (
        <Link
          from="/content/$collection"
          search={place.search}
          state={({ view }) => ({ view, trail: place.trail })}
          {...props}
        />
      )}
    >
      {children}
    </ActionIcon>
  );
}
