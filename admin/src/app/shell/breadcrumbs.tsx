import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCollection } from "@/api/model-context";
import { useLabel } from "@/hooks/use-label";
import classes from "./breadcrumbs.module.css";

/** Where one is. The page's own title is the last crumb, so it is not repeated here. */
export function Breadcrumbs() {
  const { t } = useTranslation("shell");
  const labelOf = useLabel();
  const { collection: name, id } = useParams({ strict: false });
  const collection = useCollection(name ?? "");
  if (collection === undefined) return null;
  return (
    <nav aria-label={t("breadcrumbs")}>
      <ol className={classes.crumbs}>
        {collection.group !== null && <li>{collection.group}</li>}
        <li>
          {id === undefined ? (
            <span aria-current="page">{labelOf(collection)}</span>
          ) : (
            <Link to="/content/$collection" params={{ collection: collection.name }}>
              {labelOf(collection)}
            </Link>
          )}
        </li>
      </ol>
    </nav>
  );
}
