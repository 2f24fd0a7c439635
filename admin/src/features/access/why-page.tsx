import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { explain, type Question } from "@/api/people";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import classes from "./access.module.css";
import { QuestionForm } from "./question-form";
import { Verdict } from "./verdict";

/** Why somebody may do something, or may not. The question is in the address, so that it can be sent to somebody. */
export function WhyPage() {
  const { t } = useTranslation("access");
  const { isAdmin } = useModel();
  const search = useSearch({ from: "/shell/why" });
  const navigate = useNavigate({ from: "/why" });
  if (!isAdmin) return <MissingPage />;
  const { action, collection } = search;
  const isWhole = (search.role ?? search.user) !== undefined && action !== undefined && collection !== undefined;
  return (
    <Page title={t("whyTitle")} width="narrow">
      <p className={classes.about}>{t("whyText")}</p>
      <QuestionForm
        question={search}
        onAsk={(change) => navigate({ search: { ...search, ...change }, replace: true })}
      />
      {isWhole && <Answer question={{ ...search, action, collection }} />}
    </Page>
  );
}

function Answer({ question }: { readonly question: Question }) {
  const { t } = useTranslation("access");
  const answer = useQuery({
    queryKey: keys.explanation(question),
    queryFn: ({ signal }) => explain(question, signal),
    retry: false,
  });
  const isMissing = isApiError(answer.error, "NOT_FOUND") || isApiError(answer.error, "INVALID_QUERY");
  return (
    <section className={classes.sheet} aria-label={t("answer")} aria-live="polite">
      {answer.isPending && <Loading />}
      {isMissing && <p>{t("noSuchItem")}</p>}
      {answer.isError && !isMissing && <ErrorNotice error={answer.error} onRetry={() => answer.refetch()} />}
      {answer.isSuccess && <Verdict question={question} explanation={answer.data} />}
    </section>
  );
}
