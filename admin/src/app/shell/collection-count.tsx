import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readCounts } from "@/api/counts";
import { keys } from "@/api/keys";
import classes from "./navigation.module.css";

const FRESH = 60_000;

/** How much a collection holds, beside its name. Not read out: it would stand in the name of every link. */
export function CollectionCount({ name }: { readonly name: string }) {
  const { i18n } = useTranslation();
  const counts = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => readCounts(signal),
    staleTime: FRESH,
    retry: false,
  });
  const count = counts.data?.get(name);
  if (count === undefined) return null;
  const short = new Intl.NumberFormat(i18n.language, { notation: "compact", maximumFractionDigits: 1 });
  return (
    <span className={classes.count} aria-hidden>
      {short.format(count)}
    </span>
  );
}
