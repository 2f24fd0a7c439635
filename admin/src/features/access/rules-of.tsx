import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { explain } from "@/api/people";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Verdict } from "./verdict";

interface Props {
  readonly role: string;
  readonly action: string;
  readonly collection: string;
}

/** The server is asked which rule decides, so that this cannot disagree with what happens. */
export function RulesOf({ role, action, collection }: Props) {
  const question = { role, action, collection };
  const answer = useQuery({
    queryKey: keys.explanation(question),
    queryFn: ({ signal }) => explain(question, signal),
    staleTime: 60_000,
  });
  if (answer.isPending) return <Loading />;
  if (answer.isError) return <ErrorNotice error={answer.error} onRetry={() => answer.refetch()} />;
  return <Verdict question={question} explanation={answer.data} />;
}
