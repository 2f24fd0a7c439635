import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useEchoes } from "./use-echoes";

interface TypedText {
  readonly typed: string;
  readonly type: (text: string) => void;
}

/** A text that is searched for while one types, a pause (in milliseconds) after the last letter. `kept`, say in the address, follows, and is followed where it changes by itself. */
export function useTypedText(kept: string, send: (text: string) => void, pause: number): TypedText {
  const [typed, setTyped] = useState(kept);
  const { last, note } = useEchoes(kept, () => setTyped(kept));
  const sendLater = useDebouncedCallback((text: string) => {
    if (text === last) return;
    note(text);
    send(text);
  }, pause);
  const type = (text: string) => {
    setTyped(text);
    sendLater(text.trim());
  };
  return { typed, type };
}
