import { Select, Stack, TextInput } from "@mantine/core";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { useLabel } from "@/hooks/use-label";
import type { InputProps } from "./define-field";
import { ItemPicker } from "./item-picker";
import { ItemRequestContext } from "./item-request";
import { backOf, isMany, type Link, type Links, leadOf, linkName, linkTitle, targetsOf } from "./link";
import { CreateButton, LinkButtons } from "./link-buttons";
import classes from "./link-input.module.css";
import { isBelow, PlaceContext, type PlacedProblem, ProblemsContext } from "./place";
import { RowList } from "./row-list";
import { useLinkTitle } from "./use-link-title";

/** Relations of every kind: to one, to many, to any of several collections, through rows with fields of their own. */
export function LinkInput(props: InputProps<Links>) {
  return isMany(props.field) ? <ManyLinks {...props} /> : <OneLink {...props} />;
}

function OneLink(props: InputProps<Links>) {
  const [link] = props.value.links;
  const choose = (next: Link | null) => props.onChange((before) => ({ ...before, links: next === null ? [] : [next] }));
  // A picker holds what is typed: another item is another picker.
  if (link === undefined) return <Chooser key="empty" {...props} chosen={null} title="" onChoose={choose} />;
  return <Chosen key={linkName(link)} {...props} link={link} onChoose={choose} />;
}

type ChosenProps = InputProps<Links> & { readonly link: Link; readonly onChoose: (link: Link | null) => void };

function Chosen({ link, onChoose, ...props }: ChosenProps) {
  const title = useLinkTitle(link, props.field);
  const place = useContext(PlaceContext);
  return (
    <div>
      <div className={classes.one}>
        <div className={classes.grow}>
          <Chooser key={title} {...props} chosen={link} title={title} onChoose={onChoose} />
        </div>
        <LinkButtons field={props.field} link={link} title={title} isReadOnly={props.isReadOnly} onChange={onChoose} />
      </div>
      <State link={link} />
      <Below place={place} />
    </div>
  );
}

function ManyLinks(props: InputProps<Links>) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const place = useContext(PlaceContext);
  const problems = useContext(ProblemsContext);
  const { field } = props;
  const { links } = props.value;
  const taken = new Set(field.relation?.through == null ? links.map((link) => String(link.id)) : []);
  const change = (edit: (before: readonly Link[]) => readonly Link[]) =>
    props.onChange((before) => ({ ...before, links: edit(before.links) }));
  const add = useAdding(props, (link) => change((before) => [...before, link]));
  const replace = (link: Link) =>
    change((before) => before.map((one) => (linkName(one) === linkName(link) ? link : one)));
  return (
    <Stack gap="xs" role="group" aria-labelledby={props.labelId}>
      <RowList
        rows={links}
        nameOf={linkName}
        titleOf={(link) => linkTitle(link, model, field) || String(link.id)}
        onChange={(next) => change(() => next)}
        isReadOnly={props.isReadOnly}
        isOrdered={field.relation?.kind !== "o2m"}
        labelId={props.labelId}
        watched={problems}
        actions={(link) => (
          <LinkButtons
            field={field}
            link={link}
            title={linkTitle(link, model, field)}
            isReadOnly={props.isReadOnly}
            onChange={replace}
          />
        )}
      >
        {(link, at) => (
          <>
            <LinkRow link={link} {...{ field }} />
            <Below place={`${place}[${at}]`} isRow />
          </>
        )}
      </RowList>
      <Rest place={place} count={links.length} />
      {props.isReadOnly && links.length === 0 && <TextInput id={props.id} value={t("empty")} readOnly disabled />}
      {!props.isReadOnly && (
        <Chooser key={links.length} {...props} isRequired={false} chosen={null} title="" taken={taken} onChoose={add} />
      )}
    </Stack>
  );
}

function LinkRow({ link, field }: { readonly link: Link; readonly field: InputProps<Links>["field"] }) {
  const title = useLinkTitle(link, field);
  return (
    <span className={classes.title}>
      {title}
      <State link={link} />
    </span>
  );
}

function State({ link }: { readonly link: Link }) {
  const { t } = useTranslation("fields");
  if (link.isNew === true) return <small className={classes.state}>{t("link.isNew")}</small>;
  return link.made === null ? null : <small className={classes.state}>{t("link.isChanged")}</small>;
}

/** What the server says of an item that was written with this one. */
function Below({ place, isRow = false }: { readonly place: string; readonly isRow?: boolean }) {
  // What is wrong with the link as a whole, the row around the field says; a row of a list says it itself.
  const isHere = (path: string) => isBelow(path, place) || (isRow && path === place);
  const problems = useContext(ProblemsContext).filter(({ path }) => isHere(path));
  return problems.length === 0 ? null : <Told place={place} problems={problems} />;
}

function Told({ place, problems }: { readonly place: string; readonly problems: readonly PlacedProblem[] }) {
  const words = problems.map(({ path, message }) =>
    path === place ? message : `${path.slice(place.length + 1)}: ${message}`,
  );
  return <p className={classes.problems}>{words.join(" ")}</p>;
}

/** The server names a part of what was sent, which is not always a row that stands here: `tags.create[0].slug`. */
function Rest({ place, count }: { readonly place: string; readonly count: number }) {
  const rows = Array.from({ length: count }, (_, at) => `${place}[${at}]`);
  const problems = useContext(ProblemsContext).filter(
    ({ path }) => isBelow(path, place) && !rows.some((row) => path === row || isBelow(path, row)),
  );
  return problems.length === 0 ? null : <Told place={place} problems={problems} />;
}

/** A row of a through collection is made around the item that is chosen, with what it says of its own. */
function useAdding({ field }: InputProps<Links>, add: (link: Link) => void): (link: Link | null) => void {
  const model = useModel();
  const openItem = useContext(ItemRequestContext);
  const through = field.relation?.through ?? null;
  const lead = leadOf(field, model);
  return (link) => {
    if (link === null) return;
    if (through === null || lead === null || link.collection === through) return add(link);
    const row = { [lead.name]: { ...link.item, [field.relation?.keys?.[link.collection] ?? "id"]: link.id } };
    if (openItem === null) {
      return add({ collection: through, id: link.id, item: row, made: { [lead.name]: link.id }, isNew: true });
    }
    const back = backOf(field, model);
    openItem({ collection: through, preset: row, without: back === null ? [] : [back], onDone: add });
  };
}

type ChooserProps = InputProps<Links> & {
  readonly chosen: Link | null;
  readonly title: string;
  readonly taken?: ReadonlySet<string>;
  readonly onChoose: (link: Link | null) => void;
};

/** One picker; before it the collection, where there are several. */
function Chooser({ chosen, title, taken, onChoose, ...props }: ChooserProps) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const model = useModel();
  const names = props.field.relation?.targets ?? targetsOf(props.field);
  const targets = names.flatMap((name) => model.collections.get(name) ?? []);
  const through = props.field.relation?.through ?? null;
  const [picked, setPicked] = useState(chosen?.collection ?? null);
  const collection = targets.find((target) => target.name === picked) ?? targets[0];
  if (collection === undefined) return <TextInput id={props.id} value={t("link.noAccess")} readOnly disabled />;
  const placeholder = props.isReadOnly ? "" : t(isMany(props.field) ? "link.add" : "link.choose");
  const isHere = chosen !== null && (through !== null || chosen.collection === collection.name);
  return (
    <div className={classes.chooser}>
      {targets.length > 1 && (
        <Select
          aria-label={t("link.collection")}
          className={classes.collection}
          data={targets.map((target) => ({ value: target.name, label: labelOf(target) }))}
          value={collection.name}
          onChange={setPicked}
          allowDeselect={false}
          readOnly={props.isReadOnly}
        />
      )}
      <div className={classes.grow}>
        <ItemPicker
          key={collection.name}
          {...props}
          collection={collection}
          chosen={isHere ? chosen : null}
          title={isHere ? title : ""}
          placeholder={placeholder}
          onChoose={onChoose}
          {...(taken === undefined ? {} : { taken })}
        />
      </div>
      {!props.isReadOnly && chosen === null && through === null && (
        <CreateButton field={props.field} collection={collection} onDone={onChoose} />
      )}
    </div>
  );
}
