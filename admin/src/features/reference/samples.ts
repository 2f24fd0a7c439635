/** Ready-made requests, written for one collection. */
import type { Collection, Field } from "@/api/model-types";

export const ACTIONS = ["list", "read", "create", "update", "delete"] as const;
export type Action = (typeof ACTIONS)[number];
export const LANGUAGES = ["curl", "fetch", "client"] as const;
export type SampleLanguage = (typeof LANGUAGES)[number];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

const ID = "ID";

/** The actions that make sense for a collection and its caller. */
export function actionsOf(collection: Collection): readonly Action[] {
  const { permissions, isSingleton } = collection;
  return ACTIONS.filter((action) => {
    if (action === "list") return permissions.read.access !== "none";
    if (isSingleton && action !== "update") return false;
    return permissions[action].access !== "none";
  });
}

export function sample(language: SampleLanguage, action: Action, collection: Collection, origin: string): string {
  const call = callOf(action, collection);
  if (language === "curl") return curl(call, origin);
  return language === "fetch" ? fetchCall(call, origin) : client(action, collection, call, origin);
}

function callOf(action: Action, collection: Collection): Call {
  const names = shownFields(collection).map((field) => field.name);
  const item = collection.isSingleton ? collection.itemsPath : `${collection.itemsPath}/${ID}`;
  const query = `fields=${names.join(",")}`;
  if (action === "list") return { method: "GET", path: collection.itemsPath, query: `${query}&limit=10`, body: null };
  if (action === "read") return { method: "GET", path: item, query, body: null };
  if (action === "delete") return { method: "DELETE", path: item, query: "", body: null };
  const isNew = action === "create";
  const body = bodyOf(collection, isNew);
  return isNew
    ? { method: "POST", path: collection.itemsPath, query: "", body }
    : { method: "PATCH", path: item, query: "", body };
}

function shownFields(collection: Collection): readonly Field[] {
  const plain = collection.fields.filter((field) => field.relation === null && !field.isHidden);
  return plain.filter((field) => collection.permissions.read.fields.has(field.name)).slice(0, 4);
}

const EXAMPLES: Readonly<Record<string, unknown>> = {
  boolean: true,
  integer: 1,
  float: 1.5,
  decimal: "1.50",
  bigint: "1",
  date: "2027-01-31",
  datetime: "2027-01-31T12:00:00.000Z",
  time: "12:00:00",
  email: "ada@example.org",
  url: "https://example.org",
  color: "#3b4cca",
  tags: ["one", "two"],
  json: {},
  point: { lat: 52.52, lon: 13.4 },
};

/** What is required, or else something that may be changed. */
function bodyOf(collection: Collection, isNew: boolean): Readonly<Record<string, unknown>> {
  const permission = isNew ? collection.permissions.create : collection.permissions.update;
  const writable = collection.fields.filter(
    (field) => permission.fields.has(field.name) && !field.isKey && !field.isReadonly,
  );
  const required = isNew ? writable.filter((field) => field.isRequired) : [];
  const named = required.length > 0 ? required : writable.slice(0, 1);
  return Object.fromEntries(named.map((field) => [field.name, exampleOf(field)]));
}

function exampleOf(field: Field): unknown {
  const options = field.options.options;
  if (Array.isArray(options)) return options[0]?.value ?? null;
  if (field.relation !== null) return field.relation.isMany ? [ID] : ID;
  return EXAMPLES[field.kind] ?? "…";
}

function address(call: Call, origin: string): string {
  return `${origin}/api${call.path}${call.query === "" ? "" : `?${call.query}`}`;
}

function curl(call: Call, origin: string): string {
  const lines = [
    `curl ${call.method === "GET" ? "" : `-X ${call.method} `}"${address(call, origin)}"`,
    '  -H "Authorization: Bearer $TOKEN"',
  ];
  if (call.body !== null) {
    const json = JSON.stringify(call.body).replaceAll("'", "'\\''");
    lines.push('  -H "Content-Type: application/json"', `  -d '${json}'`);
  }
  return lines.join(" \\\n");
}

function fetchCall(call: Call, origin: string): string {
  const options = [
    `  headers: { Authorization: \`Bearer \${token}\`${call.body === null ? "" : ', "Content-Type": "application/json"'} },`,
  ];
  if (call.method !== "GET") options.unshift(`  method: "${call.method}",`);
  if (call.body !== null) options.push(`  body: JSON.stringify(${JSON.stringify(call.body)}),`);
  const end = call.method === "DELETE" ? "" : "\nconst { data } = await response.json();";
  return `const response = await fetch("${address(call, origin)}", {\n${options.join("\n")}\n});${end}`;
}

function client(action: Action, collection: Collection, call: Call, origin: string): string {
  const command = commandOf(action, collection, call);
  const name = command.slice(0, command.indexOf("("));
  return [
    `import { createDirectus, ${name}, rest, staticToken } from "@directus/sdk";`,
    "",
    `const client = createDirectus("${origin}/api").with(staticToken(token)).with(rest());`,
    `const ${action === "list" && !collection.isSingleton ? "items" : "item"} = await client.request(${command});`,
  ].join("\n");
}

function commandOf(action: Action, collection: Collection, call: Call): string {
  const fields = JSON.stringify(shownFields(collection).map((field) => field.name));
  const body = JSON.stringify(call.body);
  if (collection.isSystem)
    return `customEndpoint({ method: "${call.method}", path: "${call.path}"${call.body === null ? "" : `, body: JSON.stringify(${body})`} })`;
  const name = `"${collection.name}"`;
  const isSingleton = collection.isSingleton;
  const commands: Record<Action, string> = {
    list: isSingleton
      ? `readSingleton(${name}, { fields: ${fields} })`
      : `readItems(${name}, { fields: ${fields}, limit: 10 })`,
    read: `readItem(${name}, "${ID}", { fields: ${fields} })`,
    create: `createItem(${name}, ${body})`,
    update: isSingleton ? `updateSingleton(${name}, ${body})` : `updateItem(${name}, "${ID}", ${body})`,
    delete: `deleteItem(${name}, "${ID}")`,
  };
  return commands[action];
}
