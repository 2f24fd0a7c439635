/** `published_at` → "Published at": how a name reads that has no label. */
export function readable(name: string): string {
  const words = name
    .replace(/^quintet_/, "")
    .replaceAll("_", " ")
    .trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** The fields that a template such as `{{first_name}} {{last_name}}` shows. */
export function templateFields(template: string): string[] {
  return [...template.matchAll(/\{\{\s*([\w.:]+)\s*\}\}/g)].flatMap((match) => match[1] ?? []);
}

/** Puts values into a template; what is empty leaves no double space. */
export function fillTemplate(template: string, value: (path: string) => string): string {
  const filled = template.replace(/\{\{\s*([\w.:]+)\s*\}\}/g, (_, path: string) => value(path));
  return filled.replace(/\s+/g, " ").trim();
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return ([...first][0] ?? "").concat([...last][0] ?? "").toLocaleUpperCase();
}
