/**
 * The contract of a field type. One folder a type (`fields/<type>/definition.ts`), one row in `registry.ts`; forms, lists and filters know no type by
 * name. A value lives in three shapes: JSON on the wire, `Value` in the form, text on the screen.
 */
import type { ComponentType } from "react";
import type { Field, Model } from "@/api/model-types";
import type { texts } from "@/i18n/locales/en";
import type { Part } from "./operators";

/** What is wrong with a value: a text of `fields.problem` and what it says. The server stays the judge; this only says it sooner. */
export interface FieldProblem {
  readonly key: keyof (typeof texts)["fields"]["problem"];
  readonly values?: Readonly<Record<string, string | number>>;
  /** Where in the value, as the server writes it: `[0].title`, `.city`. Absent: the value itself. */
  readonly path?: string;
}

export interface InputProps<Value> {
  readonly field: Field;
  readonly value: Value;
  /** A function gets the newest value: for changes that come later than the render, such as an upload's end. */
  readonly onChange: (value: Value | ((before: Value) => Value)) => void;
  /** Of the focusable control: the label around it points there. */
  readonly id: string;
  /** Of the visible label, for controls that are not one element (`aria-labelledby`). */
  readonly labelId: string;
  /** Of help and errors, for `aria-describedby`. */
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  /** The other values of the same item, for inputs that follow one (a slug follows its title). */
  readonly siblings: Siblings;
}

/** The item around an input. Reading does not subscribe; `follow` calls back when the named field changes and returns how to stop. */
export interface Siblings {
  readonly isNew: boolean;
  get(name: string): unknown;
  follow(name: string, follower: () => void): () => void;
}

export interface CellProps<Value> {
  readonly field: Field;
  readonly value: Value;
}

export interface FilterInputProps {
  readonly field: Field;
  readonly operator: string;
  /** As it stands in the filter: JSON. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly label: string;
}

/** A part of a value that has fields of its own, to be read: a block, an element of a list, an object. */
export interface Inside {
  readonly key: string;
  /** Which of several kinds it is. */
  readonly label: Pick<Field, "name" | "label"> | null;
  readonly fields: readonly Field[];
  readonly members: Readonly<Record<string, unknown>>;
  /** As the server has it. */
  readonly json: unknown;
}

export interface FieldDefinition<Value> {
  /** As the model writes it. */
  readonly type: string;
  /** What an untouched form holds; it is saved as null. */
  readonly empty: Value;
  /** Takes anything: what is not of the type becomes `empty`, or is kept as the type sees fit, never an exception. */
  fromJson(json: unknown, field: Field): Value;
  toJson(value: Value, field: Field): unknown;
  isEmpty(value: Value): boolean;
  /** Called for values that are not empty; `isRequired` is the form's business. */
  validate(value: Value, field: Field): FieldProblem | readonly FieldProblem[] | null;
  readonly Input: ComponentType<InputProps<Value>>;
  readonly Cell: ComponentType<CellProps<Value>>;
  /** The filter's operators in the order of a menu, the first one as default. None: not filterable. */
  readonly operators: readonly string[];
  /** Where the field's options decide. */
  operatorsFor?(field: Field): readonly string[];
  /** For a value of a filter, where the form's input is too much or too little. It takes lists where the operator does. */
  readonly FilterInput?: ComponentType<FilterInputProps>;
  /** The functions that filters may compare in place of the value. */
  readonly parts?: readonly Part[];
  /** What the API is asked for so that `Cell` can show it, relative to the field: `["name"]` of an author. Absent: the field itself. */
  cellFields?(field: Field, model: Model): readonly string[];
  /** The same for the form. */
  formFields?(field: Field, model: Model): readonly string[];
  /** Numbers stand at the end of a cell, so that digits align. */
  readonly align?: "start" | "end";
  /** What is inside of a value that a cell only counts. */
  insidesOf?(value: Value, field: Field): readonly Inside[];
  /** All of a text that is written in a way of its own. Values that are texts need none. */
  textOf?(value: Value): string;
  /** For values that hold what the server had: the same value over another version of it. */
  rebase?(value: Value, theirs: Value): Value;
  /** How conditions see the value, where that is not its JSON: links as lists of items. */
  forCondition?(value: Value, field: Field): unknown;
  /** JSON of a value for another item: without ids that are its own. */
  copy?(json: unknown): unknown;
  /** The server makes what is left empty: nobody has to fill it in. */
  isMade?(field: Field): boolean;
  /** Never kept in the browser. */
  readonly isConfidential?: boolean;
  /** Needs little room: two stand side by side, unless the model's `width` says otherwise. */
  readonly isCompact?: boolean;
  /** The input tells by itself what is wrong with a part of the value; else the row around it does. */
  readonly showsInside?: boolean;
  /** The input is one line without keys of its own: a cell of a list has room for it. */
  readonly fitsCell?: boolean;
  /** Rich and wide inputs get a row of their own, whatever the model's `width` says. */
  readonly isWide?: boolean;
  readonly canSort: boolean;
}

/** A definition whose `Value` only it knows: what the registry holds. */
export type AnyField = FieldDefinition<unknown>;

export function defineField<Value>(definition: FieldDefinition<Value>): AnyField {
  // Sound as long as values reach a definition only through its own `fromJson` and `empty`, which the form and the table see to.
  return definition as unknown as AnyField;
}
