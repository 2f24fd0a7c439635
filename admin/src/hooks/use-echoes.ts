import { useState } from "react";
import { isSameJson } from "@/lib/json";

interface Echoes<Value> {
  /** What it is, or will be when all that was sent has come back. */
  readonly last: Value;
  /** Notes a change as it is sent. */
  readonly note: (sent: Value) => void;
}

/**
 * For what is edited here and kept elsewhere, as in the address: each change comes back as a value, and by then more may have been typed. Tells the values
 * that did not begin here, which alone replace what is being edited.
 */
export function useEchoes<Value>(value: Value, onForeign: () => void): Echoes<Value> {
  const [seen, setSeen] = useState(value);
  const [awaited, setAwaited] = useState<readonly Value[]>([]);
  if (!isSameJson(seen, value)) {
    const at = awaited.findIndex((one) => isSameJson(one, value));
    setSeen(value);
    // Not each comes back: the last of several does.
    setAwaited(at < 0 ? [] : awaited.slice(at + 1));
    if (at < 0) onForeign();
  }
  const [last = value] = awaited.slice(-1);
  return { last, note: (sent) => setAwaited((before) => [...before, sent]) };
}
