import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { asText } from "@/lib/json";
import type { InputProps } from "./define-field";
import { FileDrop } from "./file-drop";
import classes from "./file-input.module.css";
import { FilePicture } from "./file-picture";
import { isMany, type Link, type Links, linkName, linkTitle } from "./link";
import { RowList } from "./row-list";
import { useKnownLink } from "./use-link-title";

export function FileInput(props: InputProps<Links>) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const { links } = props.value;
  const isFull = !isMany(props.field) && links.length > 0;
  const add = (added: readonly Link[]) =>
    props.onChange((before) => {
      if (!isMany(props.field)) return { ...before, links: added.slice(0, 1) };
      const taken = new Set(before.links.map(linkName));
      return { ...before, links: [...before.links, ...added.filter((link) => !taken.has(linkName(link)))] };
    });
  return (
    <Stack gap="xs" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <RowList
        rows={links}
        nameOf={linkName}
        titleOf={(link) => linkTitle(link, model) || String(link.id)}
        onChange={(next) => props.onChange((before) => ({ ...before, links: next }))}
        isReadOnly={props.isReadOnly}
        isOrdered={isMany(props.field)}
        labelId={props.labelId}
      >
        {(link) => <FileRow link={link} needsAlt={props.field.options.alt === "required"} />}
      </RowList>
      {props.isReadOnly && links.length === 0 && <span>{t("empty")}</span>}
      {!props.isReadOnly && !isFull && (
        <FileDrop id={props.id} labelId={props.labelId} field={props.field} isInvalid={props.isInvalid} onFiles={add} />
      )}
    </Stack>
  );
}

function FileRow({ link, needsAlt }: { readonly link: Link; readonly needsAlt: boolean }) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const known = useKnownLink(link);
  const description = asText(known.item.description);
  return (
    <div className={classes.file}>
      <FilePicture link={known} />
      <span className={classes.name}>
        {linkTitle(known, model) || link.id}
        <small>{description ?? (needsAlt ? t("file.noDescription") : asText(known.item.type))}</small>
      </span>
    </div>
  );
}
