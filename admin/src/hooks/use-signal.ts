import { useSyncExternalStore } from "react";
import type { Signal } from "@/lib/signal";

export function useSignal<T>(signal: Signal<T>): T {
  return useSyncExternalStore(signal.follow, signal.get);
}
