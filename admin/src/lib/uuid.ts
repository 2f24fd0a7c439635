/** A UUID of version 7 (its beginning is the time), for items that are named before they are sent. */
export function makeUuid(
  now: number = Date.now(),
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
): string {
  const time = now.toString(16).padStart(12, "0");
  const [a = 0, b = 0, c = 0, ...rest] = random;
  const hex = (byte: number) => byte.toString(16).padStart(2, "0");
  const versioned = `${hex(0x70 | (a & 0x0f))}${hex(b)}`;
  const variant = `${hex(0x80 | (c & 0x3f))}${rest.slice(0, 1).map(hex).join("")}`;
  const node = rest.slice(1).map(hex).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${variant}-${node}`;
}
