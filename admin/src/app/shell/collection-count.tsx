import { useTranslation } from "react-i18next";
import { useCounts } from "@/hooks/use-counts";
import classes from "./navigation.module.css";

/** How much a collection holds, beside its name. Not read out: it would stand in the name of every link. */
export function CollectionCount({ name }: { readonly name: string }) {
  const { i18n } = useTranslation();
  const count = useCounts()?.get(name);
  if (count === undefined) return null;
  const short = new Intl.NumberFormat(i18n.language, { notation: "compact", maximumFractionDigits: 1 });
  return (
    <span className={classes.count} aria-hidden>
      {short.format(count)}
    </span>
  );
}
