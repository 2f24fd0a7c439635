/** Addresses as people paste them: lines, commas, and the form that mail programs copy, `Ada Marsh <ada@example.org>`. Each once. */
export function addressesIn(text: string): readonly string[] {
  const found = text.match(/[^\s,;<>"']+@[^\s,;<>"']+/g) ?? [];
  return [...new Set(found.map((address) => address.toLowerCase()))];
}
