import { shownKeys } from "@/lib/shortcut";
import classes from "./keys.module.css";

/** `Ctrl` `K`, as on the keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={classes.keys}>
      {shownKeys(keys).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </kbd>
  );
}
