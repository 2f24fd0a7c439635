import { Tabs } from "@mantine/core";
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import type { Collection, Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { useSignal } from "@/hooks/use-signal";
import type { Signal } from "@/lib/signal";
import { ConditionalRow, FieldRow } from "./field-row";
import type { FormStore } from "./form-store";
import classes from "./item-form.module.css";
import { isWritable, layoutOf, type Part, type Tab } from "./layout";
import { segmentsOf } from "./segments";

/** A field to go to; a new object each time. */
export interface Destination {
  readonly field: string;
}

interface Props {
  readonly collection: Collection;
  readonly store: FormStore;
  readonly isNew: boolean;
  readonly destination: Signal<Destination | null>;
  /** Below the parts of the side. */
  readonly aside?: ReactNode;
}

/** Every field of a form where the model's layout puts it. Knows no type by name. */
export function ItemForm({ collection, store, isNew, destination, aside }: Props) {
  const layout = useMemo(() => layoutOf(collection), [collection]);
  const [chosen, setChosen] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const active = layout.tabs.find((tab) => tab.key === chosen) ?? layout.tabs[0];
  useDestination(destination, frame, (name) => {
    const tab = layout.tabs.find(({ parts }) =>
      parts.some(({ fields }) => fields.some((field) => field.name === name)),
    );
    if (tab !== undefined) setChosen(tab.key);
  });
  const part = (one: Part) => <FormPart key={one.key} part={one} collection={collection} store={store} isNew={isNew} />;
  const hasSide = layout.aside.length > 0 || aside !== undefined;
  return (
    <div ref={frame} className={classes.frame} data-sided={hasSide || undefined}>
      <div className={classes.form}>
        {layout.tabs.length <= 1 ? (
          active?.parts.map(part)
        ) : (
          <Tabs value={active?.key ?? null} onChange={setChosen} keepMounted>
            <Tabs.List className={classes.tabs}>
              {layout.tabs.map((tab) => (
                <TabButton key={tab.key} tab={tab} store={store} />
              ))}
            </Tabs.List>
            {layout.tabs.map((tab) => (
              <Tabs.Panel key={tab.key} value={tab.key} className={classes.panel}>
                {tab.parts.map(part)}
              </Tabs.Panel>
            ))}
          </Tabs>
        )}
      </div>
      {hasSide && (
        <div className={classes.side}>
          {layout.aside.map(part)}
          {aside}
        </div>
      )}
    </div>
  );
}

function TabButton({ tab, store }: { readonly tab: Tab; readonly store: FormStore }) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const names = useMemo(() => new Set(tab.parts.flatMap(({ fields }) => fields.map((field) => field.name))), [tab]);
  const count = useSyncExternalStore(
    useCallback((follower: () => void) => store.follow("*", follower), [store]),
    () => store.problemPaths().filter((path) => names.has(path.split(/[.[]/)[0] ?? "")).length,
  );
  return (
    <Tabs.Tab value={tab.key}>
      {tab.label === null ? t("general") : labelOf({ name: "", label: tab.label })}
      {count > 0 && (
        <span className={classes.count} role="img" aria-label={t("problems", { count })}>
          {count}
        </span>
      )}
    </Tabs.Tab>
  );
}

interface PartProps {
  readonly part: Part;
  readonly collection: Collection;
  readonly store: FormStore;
  readonly isNew: boolean;
}

function FormPart({ part, collection, store, isNew }: PartProps) {
  const labelOf = useLabel();
  const segments = useMemo(() => segmentsOf(part.fields), [part]);
  const rows = segments.map((segment) => (
    <div key={segment[0]?.name} className={classes.grid} style={heightOf(segment)}>
      {segment.map((field) => (
        <Row key={field.name} field={field} collection={collection} store={store} isNew={isNew} />
      ))}
    </div>
  ));
  if (part.label === null) return <div className={classes.part}>{rows}</div>;
  return (
    <details className={classes.part} open={!part.isCollapsed}>
      <summary className={classes.heading}>
        <h2>{labelOf({ name: "", label: part.label })}</h2>
      </summary>
      {part.help !== null && <p className={classes.help}>{labelOf({ name: "", label: part.help })}</p>}
      {rows}
    </details>
  );
}

/** About how high it is, before it was in sight for the first time. */
function heightOf(segment: readonly Field[]): CSSProperties {
  return { containIntrinsicBlockSize: `auto ${segment.length * 4.5}rem` };
}

function Row({ field, collection, store, isNew }: Omit<PartProps, "part"> & { readonly field: Field }) {
  const One = (field.showIf ?? null) === null ? FieldRow : ConditionalRow;
  return <One store={store} field={field} isNew={isNew} isReadOnly={!isWritable(collection, field, isNew)} />;
}

/** Opens what the field is in, and puts the cursor into it. */
function useDestination(
  destination: Signal<Destination | null>,
  frame: { readonly current: HTMLDivElement | null },
  open: (field: string) => void,
): void {
  const wanted = useSignal(destination);
  const opener = useRef(open);
  opener.current = open;
  useEffect(() => {
    if (wanted === null) return;
    opener.current(wanted.field);
    const timer = setTimeout(() => {
      const row = frame.current?.querySelector(`[data-field="${CSS.escape(wanted.field)}"]`);
      const around = row?.closest("details");
      if (around !== null && around !== undefined) around.open = true;
      const control = row?.querySelector<HTMLElement>(
        "[aria-invalid=true], input:not([type=hidden]), textarea, [contenteditable=true], button, select",
      );
      row?.scrollIntoView({ block: "center" });
      control?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [wanted, frame]);
}
