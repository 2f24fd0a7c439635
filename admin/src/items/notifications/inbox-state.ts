import { Signal } from "@/lib/signal";

/** Whether the drawer of the notifications is open: the bell draws it, and pages lead there. */
export const inboxState = new Signal<"open" | "closed">("closed");
