/** Whether the server answers, as far as the last request can tell. */
import { Signal } from "@/lib/signal";

export const isServerGone = new Signal(false);
