/** Through whose eyes an administrator looks: the name of a role. Reads only; the server refuses writes meanwhile. */
import { Signal } from "@/lib/signal";

export const viewedAs = new Signal<string | null>(null);
