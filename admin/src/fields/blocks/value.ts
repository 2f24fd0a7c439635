/** A page of blocks, each of a type that the field allows. */
import { labelOfJson } from "@/api/label";
import type { Field, Label } from "@/api/model-types";
import { asList, asObject, asText, asTexts, type JsonObject } from "@/lib/json";
import type { FieldProblem, Inside } from "../define-field";
import { type Members, memberProblems, nestedFields, newKey, newMembers, readMembers, writeMembers } from "../nested";

export interface Block {
  readonly key: string;
  readonly type: string;
  /** The server's; a block that it has not seen has none. */
  readonly id: string | null;
  readonly members: Members;
  /** As it came: a block whose type is gone from the model is kept. */
  readonly json: JsonObject | null;
}

const NONE: readonly never[] = [];

export function blockTypes(
  field: Field,
): readonly { readonly name: string; readonly label: Label; readonly icon: string | null }[] {
  const known = asObject(field.options.blocks);
  return asTexts(field.options.allow).map((name) => {
    const meta = asObject(asObject(known[name]).meta);
    return { name, label: labelOfJson(asObject(known[name]).label ?? meta.label), icon: asText(meta.icon) };
  });
}

export function blockFields(type: string, field: Field): readonly Field[] | null {
  const block = asObject(field.options.blocks)[type];
  return block === undefined ? null : nestedFields(asObject(block).fields ?? NONE, field);
}

export function readBlocks(json: unknown, field: Field): readonly Block[] {
  return asList(json).map((one) => {
    const object = asObject(one);
    const type = asText(object._type) ?? "";
    const fields = blockFields(type, field);
    return {
      key: newKey(),
      type,
      id: asText(object._id),
      members: fields === null ? {} : readMembers(object, fields),
      json: fields === null ? object : null,
    };
  });
}

export function writeBlocks(blocks: readonly Block[], field: Field): unknown {
  if (blocks.length === 0) return null;
  return blocks.map((block) => {
    if (block.json !== null) return block.json;
    const members = writeMembers(block.members, blockFields(block.type, field) ?? NONE);
    return { _type: block.type, ...(block.id === null ? {} : { _id: block.id }), ...members };
  });
}

export function newBlock(type: string, field: Field): Block {
  return { key: newKey(), type, id: null, members: newMembers(blockFields(type, field) ?? NONE), json: null };
}

/** A copy is a block of its own: without the server's id. */
export function copyOf(block: Block): Block {
  const json = block.json === null ? null : { ...block.json, _id: undefined };
  return { ...block, key: newKey(), id: null, json };
}

/** The same blocks, as the server knows them by now: those that it has made get their ids, and stay what they are on the screen. */
export function rebaseBlocks(mine: readonly Block[], theirs: readonly Block[]): readonly Block[] {
  const isSame = mine.length === theirs.length && mine.every((block, at) => block.type === theirs[at]?.type);
  if (!isSame || mine.every((block) => block.id !== null)) return mine;
  return mine.map((block, at) => (block.id === null ? { ...block, id: theirs[at]?.id ?? null } : block));
}

/** For another item. */
export function withoutIds(json: unknown): unknown {
  return Array.isArray(json) ? json.map((block) => ({ ...asObject(block), _id: undefined })) : json;
}

export function blockProblems(blocks: readonly Block[], field: Field): readonly FieldProblem[] {
  return blocks.flatMap((block, at) =>
    memberProblems(block.members, blockFields(block.type, field) ?? NONE, `[${at}]`),
  );
}

/** To be read, each with the name of its type. */
export function blockInsides(blocks: readonly Block[], field: Field): readonly Inside[] {
  const types = new Map(blockTypes(field).map((type) => [type.name, type]));
  return blocks.map(({ key, type, members, json }) => {
    const fields = blockFields(type, field) ?? NONE;
    const label = types.get(type) ?? { name: type, label: {} };
    return { key, label, fields, members, json: json ?? { _type: type, ...writeMembers(members, fields) } };
  });
}

/** The first text of a block, for its head while it is folded. */
export function excerpt(block: Block): string {
  const first = Object.values(block.members).find((value) => typeof value === "string" && value.trim() !== "");
  return (asText(first) ?? "").slice(0, 120);
}
