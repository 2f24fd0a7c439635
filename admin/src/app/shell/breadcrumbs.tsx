import { Link, useLocation, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import classes from "./breadcrumbs.module.css";
import { PLACES } from "./places";

/** Where one is. The page's own title is the last crumb, so it is not repeated here. */
export function Breadcrumbs() {
  const { collection: name, id } = useParams({ strict: false });
  const collection = useCollection(name ?? "");
  return collection === undefined ? (
    <PlaceCrumbs />
  ) : (
    <ContentCrumbs collection={collection} isItem={id !== undefined} />
  );
}

function ContentCrumbs({ collection, isItem }: { readonly collection: Collection; readonly isItem: boolean }) {
  const { t } = useTranslation("shell");
  const labelOf = useLabel();
  const group = collection.isSystem ? t("administration") : collection.group;
  return (
    <Crumbs above={group}>
      {isItem ? (
        <Link to="/content/$collection" params={{ collection: collection.name }}>
          {labelOf(collection)}
        </Link>
      ) : (
        <span aria-current="page">{labelOf(collection)}</span>
      )}
    </Crumbs>
  );
}

/** Of pages that are no content: one below a place of the navigation leads back to it. */
function PlaceCrumbs() {
  const { t } = useTranslation("shell");
  const { pathname } = useLocation();
  const place = PLACES.find(
    ({ to, below }) => to !== "/" && (pathname === to || pathname === below || pathname.startsWith(`${to}/`)),
  );
  if (place === undefined) return null;
  return (
    <Crumbs above={place.section === "administration" ? t("administration") : null}>
      {pathname === place.to ? (
        <span aria-current="page">{t(place.text)}</span>
      ) : (
        <Link to={place.to}>{t(place.text)}</Link>
      )}
    </Crumbs>
  );
}

function Crumbs({ above, children }: { readonly above: string | null; readonly children: ReactNode }) {
  const { t } = useTranslation("shell");
  return (
    <nav aria-label={t("breadcrumbs")} className={classes.nav}>
      <ol className={classes.crumbs}>
        {above !== null && <li className={classes.above}>{above}</li>}
        <li>{children}</li>
      </ol>
    </nav>
  );
}
