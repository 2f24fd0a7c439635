import { ActionIcon, Collapse } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "@/api/activity";
import { useModel } from "@/api/model-context";
import { PersonAvatar } from "@/components/avatar/person-avatar";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import { readable } from "@/lib/text";
import classes from "./activity.module.css";
import { EntryDetails } from "./entry-details";
import type { ToldEntry } from "./load";

interface Props {
  readonly told: ToldEntry;
  /** On the item's own page, only who and what. */
  readonly isOfItem?: boolean;
  /** Under a heading with the day, the hour is enough. */
  readonly hasDay?: boolean;
}

/** Who did what to which item, and when; what exactly, when it is opened. */
export function EntryLine({ told, isOfItem = false, hasDay = false }: Props) {
  const { t } = useTranslation("activity");
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { entry } = told;
  const { name, kind } = useActor(entry);
  const isSelf = isOfActor(entry);
  return (
    <li className={classes.entry}>
      <div className={classes.line}>
        <PersonAvatar
          name={entry.person?.name ?? ""}
          picture={entry.person?.avatar ?? null}
          kind={kind}
          size={isOfItem ? "sm" : "md"}
        />
        <div className={classes.words}>
          <p className={classes.told}>
            <strong>{name}</strong> {t(`did.${entry.action}`)} {!isOfItem && !isSelf && <Subject told={told} />}
          </p>
          <About entry={entry} isNamed={!isOfItem && !isSelf} />
        </div>
        <time className={classes.time} dateTime={entry.at.toISOString()} title={formats.dateTime(entry.at)}>
          {hasDay ? formats.time(entry.at) : formats.relative(entry.at)}
        </time>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(isOpen ? "hideDetails" : "details", { who: name, what: t(`did.${entry.action}`) })}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronDown size={18} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        </ActionIcon>
      </div>
      <Collapse expanded={isOpen} id={id}>
        {isOpen && <EntryDetails entry={entry} />}
      </Collapse>
    </li>
  );
}

/** Persons have names; programs have a token, the server itself has commands and jobs. */
function useActor(entry: Entry): { readonly name: string; readonly kind: "person" | "token" | "server" } {
  const { t } = useTranslation("activity");
  const { person, personId, origin } = entry;
  if (person !== null) return { name: person.name || t("unnamedPerson"), kind: "person" };
  if (personId !== null) return { name: t("gonePerson"), kind: "person" };
  if (origin === "server") return { name: t("server"), kind: "server" };
  if (origin.startsWith("token")) return { name: t("token", { prefix: origin.slice("token ".length) }), kind: "token" };
  return { name: t("stranger"), kind: "person" };
}

/** Who signs in does it for himself. */
function isOfActor(entry: Entry): boolean {
  return entry.collection === "quintet_users" && entry.item === entry.personId && entry.action !== "update";
}

function Subject({ told: { entry, title, isThere } }: { readonly told: ToldEntry }) {
  const { t } = useTranslation("activity");
  const labelOf = useLabel();
  const collection = useModel().collections.get(entry.collection ?? "");
  if (entry.item === null) return null;
  if (collection?.isSingleton === true) {
    return (
      <Link to="/content/$collection" params={{ collection: collection.name }}>
        {labelOf(collection)}
      </Link>
    );
  }
  const text = title || t("unnamed");
  if (!isThere || collection === undefined) return <span className={classes.gone}>{text}</span>;
  return (
    <Link to="/content/$collection/$id" params={{ collection: collection.name, id: entry.item }}>
      {text}
    </Link>
  );
}

const NAMED = 4;

/** In which collection, and which fields. */
function About({ entry, isNamed }: { readonly entry: Entry; readonly isNamed: boolean }) {
  const labelOf = useLabel();
  const formats = useFormats();
  const collection = useModel().collections.get(entry.collection ?? "");
  const names = entry.action === "update" ? Object.keys(entry.changes) : [];
  const labels = names.map((name) => {
    const field = collection?.fields.find((one) => one.name === name);
    return field === undefined ? readable(name) : labelOf(field);
  });
  const more = labels.length - NAMED;
  const shown = more > 0 ? [...labels.slice(0, NAMED), `+${formats.number(more)}`] : labels;
  const parts = [isNamed && collection?.isSingleton === false ? labelOf(collection) : "", formats.list(shown)];
  const text = parts.filter((part) => part !== "").join(" · ");
  return text === "" ? null : <small className={classes.about}>{text}</small>;
}
