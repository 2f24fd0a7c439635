import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { FILES, type MediaFile, readUses } from "@/api/files";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { useLabel } from "@/hooks/use-label";
import classes from "./media-page.module.css";

/** Where a file is used: what breaks when it goes. */
export function FileUses({ file }: { readonly file: MediaFile }) {
  const { t } = useTranslation("media");
  const model = useModel();
  const labelOf = useLabel();
  const answer = useQuery({
    queryKey: [...keys.collection(FILES), "uses", file.id],
    queryFn: ({ signal }) => readUses(file.id, signal),
    retry: (count, error) => count < 2 && !isApiError(error),
  });
  if (answer.isPending) return <Loading />;
  if (answer.isError) return <ErrorNotice error={answer.error} onRetry={() => answer.refetch()} />;
  const { uses, hidden, isCut, isUnfinished } = answer.data;
  const nameOf = (name: string) => labelOf(model.collections.get(name) ?? { name, label: {} });
  const fieldOf = (collection: string, name: string) => {
    const field = model.collections.get(collection)?.fields.find((one) => one.name === name);
    return labelOf(field ?? { name, label: {} });
  };
  return (
    <>
      {uses.length === 0 && !isUnfinished && <p>{t(hidden === 0 ? "uses.none" : "uses.noneSeen")}</p>}
      <ul className={classes.uses}>
        {uses.map((use) => (
          <li key={`${use.collection}/${use.item}/${use.field}`}>
            <Link to="/content/$collection/$id" params={{ collection: use.collection, id: use.item }}>
              {use.title || use.item}
            </Link>
            <small>
              {nameOf(use.collection)} · {fieldOf(use.collection, use.field)}
            </small>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>{t("uses.hidden", { count: hidden })}</p>}
      {isCut && <p>{t("uses.more")}</p>}
      {isUnfinished && <p>{t("uses.unfinished")}</p>}
    </>
  );
}
