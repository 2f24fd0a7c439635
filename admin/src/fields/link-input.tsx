import { Anchor, Group, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import type { InputProps } from "./define-field";
import { ItemPicker } from "./item-picker";
import { isMany, type Link, type Links, linkName, linkTitle, targetsOf } from "./link";
import { RowList } from "./row-list";
import { useLinkTitle } from "./use-link-title";

/** Relations of every kind: to one, to many, to any of several collections, through rows with fields of their own. */
export function LinkInput(props: InputProps<Links>) {
  return isMany(props.field) ? <ManyLinks {...props} /> : <OneLink {...props} />;
}

function OneLink(props: InputProps<Links>) {
  const [link] = props.value.links;
  // A picker holds what is typed: another item is another picker.
  return link === undefined ? <Empty key="empty" {...props} /> : <Chosen key={linkName(link)} {...props} link={link} />;
}

function Empty(props: InputProps<Links>) {
  const choose = (link: Link | null) => props.onChange((before) => ({ ...before, links: link === null ? [] : [link] }));
  return <Chooser {...props} chosen={null} title="" onChoose={choose} />;
}

function Chosen(props: InputProps<Links> & { readonly link: Link }) {
  const title = useLinkTitle(props.link);
  const choose = (link: Link | null) => props.onChange((before) => ({ ...before, links: link === null ? [] : [link] }));
  return (
    <Stack gap={4}>
      <Chooser key={title} {...props} chosen={props.link} title={title} onChoose={choose} />
      <OpenLink link={props.link} />
    </Stack>
  );
}

function ManyLinks(props: InputProps<Links>) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const { links } = props.value;
  const taken = new Set(links.map((link) => String(link.id)));
  const through = useThrough(props.field.relation?.through ?? null, props.field.relation?.targets[0] ?? "");
  const add = (link: Link | null) => {
    if (link === null) return;
    props.onChange((before) => ({ ...before, links: [...before.links, through.made(link)] }));
  };
  return (
    <Stack gap="xs">
      <RowList
        rows={links}
        nameOf={linkName}
        titleOf={(link) => linkTitle(link, model) || String(link.id)}
        onChange={(next) => props.onChange((before) => ({ ...before, links: next }))}
        isReadOnly={props.isReadOnly}
        isOrdered={props.field.relation?.kind !== "o2m"}
        labelId={props.labelId}
      >
        {(link) => <LinkRow link={link} />}
      </RowList>
      {props.isReadOnly && links.length === 0 && <TextInput id={props.id} value={t("empty")} readOnly disabled />}
      {!props.isReadOnly && (
        <Chooser key={links.length} {...props} isRequired={false} chosen={null} title="" taken={taken} onChoose={add} />
      )}
    </Stack>
  );
}

function LinkRow({ link }: { readonly link: Link }) {
  const title = useLinkTitle(link);
  return (
    <Group gap="xs" justify="space-between">
      <span>{title}</span>
      {link.made === null && <OpenLink link={link} />}
    </Group>
  );
}

/** A row of a through collection is made around the item that is chosen. */
function useThrough(through: string | null, target: string) {
  const model = useModel();
  const lead = model.collections.get(through ?? "")?.fields.find((field) => field.relation?.targets.includes(target));
  const made = (link: Link): Link =>
    lead === undefined || through === null ? link : { ...link, made: { [lead.name]: link.id } };
  return { made };
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
  const [picked, setPicked] = useState(chosen?.collection ?? null);
  const collection = targets.find((target) => target.name === picked) ?? targets[0];
  if (collection === undefined) return <TextInput id={props.id} value={t("link.noAccess")} readOnly disabled />;
  const placeholder = props.isReadOnly ? "" : t(isMany(props.field) ? "link.add" : "link.choose");
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {targets.length > 1 && (
        <Select
          aria-label={t("link.collection")}
          w="11rem"
          data={targets.map((target) => ({ value: target.name, label: labelOf(target) }))}
          value={collection.name}
          onChange={setPicked}
          allowDeselect={false}
          readOnly={props.isReadOnly}
        />
      )}
      <div style={{ flex: 1 }}>
        <ItemPicker
          key={collection.name}
          {...props}
          collection={collection}
          chosen={chosen?.collection === collection.name ? chosen : null}
          title={chosen?.collection === collection.name ? title : ""}
          placeholder={placeholder}
          onChoose={onChoose}
          {...(taken === undefined ? {} : { taken })}
        />
        {!props.isReadOnly && chosen === null && <CreateLink collection={collection} />}
      </div>
    </Group>
  );
}

function CreateLink({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  if (collection.isSystem || collection.permissions.create.access === "none") return null;
  return (
    <Anchor size="sm" href={addressOf(collection.name, "+")} target="_blank">
      {t("link.create", { collection: labelOf(collection) })}
    </Anchor>
  );
}

function OpenLink({ link }: { readonly link: Link }) {
  const { t } = useTranslation("fields");
  const title = useLinkTitle(link);
  const isSystem = useModel().collections.get(link.collection)?.isSystem ?? true;
  if (isSystem) return null;
  return (
    <Anchor
      size="sm"
      href={addressOf(link.collection, String(link.id))}
      target="_blank"
      aria-label={t("link.openIt", { title })}
    >
      {t("link.open")}
    </Anchor>
  );
}

/** Beside what is being written: a page of its own. */
function addressOf(collection: string, id: string): string {
  return `${import.meta.env.BASE_URL}content/${encodeURIComponent(collection)}/${encodeURIComponent(id)}`;
}
