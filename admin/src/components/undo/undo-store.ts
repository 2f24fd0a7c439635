/**
 * What was done and can be taken back for some seconds. It lives outside of React, because one may go to another page meanwhile; when the whole page is
 * left, time is over at once.
 */
import { Countdown } from "@/lib/countdown";
import { Signal } from "@/lib/signal";
import { makeUuid } from "@/lib/uuid";

/** A line below the text: who is in the way, say. */
export interface NoticeLine {
  readonly text: string;
  /** Of a page of this app. */
  readonly path: string | null;
}

export interface UndoNotice {
  readonly id: string;
  readonly text: string;
  readonly tone: "calm" | "bad";
  readonly lines: readonly NoticeLine[];
  /** Null: nothing can be taken back, it is only told. */
  readonly onUndo: (() => void) | null;
  /** Null: it stays until it is closed. */
  readonly countdown: Countdown | null;
  readonly seconds: number;
}

export interface Offer {
  readonly text: string;
  readonly onUndo?: () => void;
  /** Time is over, or it was closed: nobody takes it back any more. `isLeaving`: the page is gone in a moment. */
  readonly onEnd?: (isLeaving: boolean) => void;
  readonly seconds?: number;
}

/** Long enough to read it, to see what is missing, and to reach the button by keyboard; hovering and focusing stop it. */
const SECONDS = 8;

export const notices = new Signal<readonly UndoNotice[]>([]);
const ends = new Map<string, (isLeaving: boolean) => void>();

export function offer({ text, onUndo, onEnd, seconds = SECONDS }: Offer): void {
  const id = makeUuid();
  ends.set(id, onEnd ?? (() => undefined));
  add({
    id,
    text,
    tone: "calm",
    lines: [],
    seconds,
    onUndo: onUndo ?? null,
    countdown: new Countdown(seconds * 1000, () => close(id)),
  });
}

/** What did not work. It stays until somebody closes it. */
export function complain(text: string, lines: readonly NoticeLine[] = []): void {
  add({ id: makeUuid(), text, tone: "bad", lines, seconds: 0, onUndo: null, countdown: null });
}

/** Nobody takes it back any more: what waited for that happens now. */
export function close(id: string, isLeaving = false): void {
  const end = ends.get(id);
  remove(id);
  end?.(isLeaving);
}

export function takeBack(id: string): void {
  const notice = notices.get().find((one) => one.id === id);
  remove(id);
  notice?.onUndo?.();
}

export function closeAll(isLeaving: boolean): void {
  for (const { id, tone } of notices.get()) if (tone === "calm") close(id, isLeaving);
}

function add(notice: UndoNotice): void {
  if (notices.get().length === 0) window.addEventListener("pagehide", leave);
  notices.set([...notices.get(), notice]);
}

function remove(id: string): void {
  const left = notices.get().filter((notice) => {
    if (notice.id === id) notice.countdown?.pause();
    return notice.id !== id;
  });
  ends.delete(id);
  notices.set(left);
  if (left.length === 0) window.removeEventListener("pagehide", leave);
}

function leave(): void {
  closeAll(true);
}
