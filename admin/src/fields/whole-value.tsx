import type { Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { isSameJson } from "@/lib/json";
import type { Inside } from "./define-field";
import { type Link, type Links, linkName } from "./link";
import { LinkCell } from "./link-cell";
import { definitionOf } from "./registry";
import { TextCell } from "./text-cell";
import { useLinkTitle } from "./use-link-title";
import classes from "./whole-value.module.css";

interface Props {
  readonly field: Field;
  readonly value: unknown;
  /** Another version: what stands in this one only is marked. */
  readonly other?: unknown;
}

/** A value with all that is inside of it, to be read. A cell has room for a number, or for the beginning. */
export function WholeValue({ field, value, other }: Props) {
  const { Cell, insidesOf, textOf } = definitionOf(field);
  if (insidesOf !== undefined) {
    return <Insides insides={insidesOf(value, field)} others={other === undefined ? null : insidesOf(other, field)} />;
  }
  if (textOf !== undefined) return <span className={classes.text}>{textOf(value)}</span>;
  if (Cell === TextCell) return <span className={classes.text}>{String(value)}</span>;
  // What stands inside of a document comes as keys.
  if (Cell === LinkCell && field.special.has("nested")) return <Names field={field} value={value} />;
  return <Cell field={field} value={value} />;
}

interface InsidesProps {
  readonly insides: readonly Inside[];
  readonly others: readonly Inside[] | null;
}

function Insides({ insides, others }: InsidesProps) {
  return (
    <ol className={classes.insides}>
      {insides.map((inside) => (
        <li key={inside.key} data-changed={others?.every((one) => !isSameJson(one.json, inside.json)) || undefined}>
          <Part inside={inside} />
        </li>
      ))}
    </ol>
  );
}

function Part({ inside: { label, fields, members, json } }: { readonly inside: Inside }) {
  const labelOf = useLabel();
  const filled = fields.filter((field) => !definitionOf(field).isEmpty(members[field.name]));
  return (
    <>
      {label !== null && <strong>{labelOf(label)}</strong>}
      {fields.length === 0 && <pre className={classes.json}>{JSON.stringify(json, null, 2)}</pre>}
      {filled.length > 0 && (
        <dl className={classes.members}>
          {filled.map((field) => (
            <div key={field.name}>
              <dt>{labelOf(field)}</dt>
              <dd dir="auto">
                <WholeValue field={field} value={members[field.name]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Names({ field, value }: Props) {
  // Only a link's own cell draws links.
  const { links } = value as Links;
  return links.map((link) => <Name key={linkName(link)} link={link} field={field} />);
}

function Name({ link, field }: { readonly link: Link; readonly field: Field }) {
  return <span className={classes.name}>{useLinkTitle(link, field)}</span>;
}
