import { IconCircleCheckFilled, IconCircleHalf2, IconCircleXFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import type { ExplainedRule, Explanation, Question } from "@/api/people";
import { useRoleNames } from "@/hooks/use-role-names";
import classes from "./access.module.css";
import { ClauseLine } from "./clause-line";
import { useReason } from "./use-reason";

const ICONS = { allowed: IconCircleCheckFilled, depends: IconCircleHalf2, denied: IconCircleXFilled };

interface Props {
  readonly question: Question;
  readonly explanation: Explanation;
}

/** What the server answers: why, then each rule with its place and its conditions. */
export function Verdict({ question, explanation }: Props) {
  const { t } = useTranslation("access");
  const reason = useReason(question, explanation);
  const collection = useModel().collections.get(question.collection);
  const { verdict, message, rules } = explanation;
  const Icon = ICONS[verdict];
  return (
    <div className={classes.answer}>
      <p className={classes.verdict} data-verdict={verdict}>
        <Icon size={20} aria-hidden />
        <strong>{t(verdict)}</strong>
      </p>
      {reason === null ? (
        // A sentence of the server, in its language.
        <p className={classes.message} lang="en" dir="ltr">
          {message}
        </p>
      ) : (
        <p className={classes.message}>{reason}</p>
      )}
      {collection !== undefined &&
        rules.map((rule) => <RuleBox key={`${rule.role} ${rule.source}`} collection={collection} rule={rule} />)}
    </div>
  );
}

function RuleBox({ collection, rule }: { readonly collection: Collection; readonly rule: ExplainedRule }) {
  const { t } = useTranslation("access");
  const parts = [
    [t("ruleFilter"), rule.filter],
    [t("ruleCheck"), rule.check],
    [t("ruleValidate"), rule.validate],
  ] as const;
  return (
    <div className={classes.rule}>
      <small>
        <Holder role={rule.role} />
        {rule.source !== "" && (
          <>
            {" · "}
            <code dir="ltr">{rule.source}</code>
          </>
        )}
      </small>
      {!rule.grantsField && <p className={classes.missing}>{t("notThisField")}</p>}
      {parts.every(([, clauses]) => clauses.length === 0) && <p className={classes.always}>{t("always")}</p>}
      {parts.map(
        ([title, clauses]) =>
          clauses.length > 0 && (
            <div key={title}>
              <strong>{title}</strong>
              <ul>
                {clauses.map((clause) => (
                  <ClauseLine key={clause.condition} collection={collection} clause={clause} />
                ))}
              </ul>
            </div>
          ),
      )}
    </div>
  );
}

/** Whose rule it is: a role's, or one of those that need none. */
function Holder({ role }: { readonly role: string }) {
  const { t } = useTranslation("access");
  const { nameOf } = useRoleNames();
  if (role === "signed_in" || role === "app_access") return t(`rights.${role}`);
  return t("saysRole", { role: nameOf(role) });
}
