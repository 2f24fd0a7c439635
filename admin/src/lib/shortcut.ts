/** Keys as commands write them: `mod+k`, `shift+d`, `?`. `mod` is the command key of a Mac and Ctrl elsewhere. */

export interface Keystroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function isMac(platform: string = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

export function matches(stroke: Keystroke, keys: string, mac: boolean = isMac()): boolean {
  const parts = keys.split("+");
  const wanted = parts.at(-1) ?? "";
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  const other = mac ? stroke.ctrlKey : stroke.metaKey;
  if (parts.includes("mod") !== mod || other || stroke.altKey) return false;
  // A sign such as `?` already says whether Shift is needed: that differs from keyboard to keyboard.
  const isLetter = /^[a-z0-9]$/.test(wanted) || wanted.length > 1;
  if (isLetter && parts.includes("shift") !== stroke.shiftKey) return false;
  return stroke.key.toLowerCase() === wanted;
}

/** Single keys are for typing while somebody types. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Boxes are inputs, too.
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

const SYMBOLS: Readonly<Record<string, string>> = {
  enter: "↵",
  escape: "Esc",
  shift: "⇧",
  arrowup: "↑",
  arrowdown: "↓",
};

/** For people, key by key: `⌘`, `K`. */
export function shownKeys(keys: string, mac: boolean = isMac()): readonly string[] {
  return keys.split("+").map((part) => {
    if (part === "mod") return mac ? "⌘" : "Ctrl";
    return SYMBOLS[part] ?? part.toUpperCase();
  });
}
