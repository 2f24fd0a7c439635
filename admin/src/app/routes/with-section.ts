/** For pages that show one part at a time. */
export function sectionSearch({ section }: Record<string, unknown>): { section?: string | undefined } {
  return { section: typeof section === "string" && section !== "" ? section : undefined };
}
