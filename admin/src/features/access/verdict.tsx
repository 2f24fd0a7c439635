import { IconCheck, IconCircleCheckFilled, IconCircleHalf2, IconCircleXFilled, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Clause, ExplainedRule, Explanation } from "@/api/people";
import classes from "./access.module.css";

const ICONS = { allowed: IconCircleCheckFilled, depends: IconCircleHalf2, denied: IconCircleXFilled };

/** What the server answers: the sentence, then each rule with its place and its conditions. */
export function Verdict({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation("access");
  const { verdict, message, rules } = explanation;
  const Icon = ICONS[verdict];
  return (
    <div className={classes.answer}>
      <p className={classes.verdict} data-verdict={verdict}>
        <Icon size={20} aria-hidden />
        <strong>{t(verdict)}</strong>
      </p>
      {/* A sentence of the server, in its language. */}
      <p className={classes.message} lang="en" dir="ltr">
        {message}
      </p>
      {rules.map((rule) => (
        <RuleBox key={`${rule.role} ${rule.source}`} rule={rule} />
      ))}
    </div>
  );
}

function RuleBox({ rule }: { readonly rule: ExplainedRule }) {
  const { t } = useTranslation("access");
  const parts = [
    [t("ruleFilter"), rule.filter],
    [t("ruleCheck"), rule.check],
    [t("ruleValidate"), rule.validate],
  ] as const;
  return (
    <div className={classes.rule}>
      <small>
        {t("saysRole", { role: rule.role })}
        {rule.source !== "" && (
          <>
            {" · "}
            <code>{rule.source}</code>
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
                  <ClauseLine key={clause.condition} clause={clause} />
                ))}
              </ul>
            </div>
          ),
      )}
    </div>
  );
}

function ClauseLine({ clause }: { readonly clause: Clause }) {
  const { t } = useTranslation("access");
  const { condition, holds, value } = clause;
  return (
    <li data-holds={holds ?? undefined}>
      {holds === true && <IconCheck size={16} aria-label={t("holds")} />}
      {holds === false && <IconX size={16} aria-label={t("holdsNot")} />}
      <span>
        <code>{condition}</code>
        {holds === false && value !== undefined && <small>{t("itIs", { value: JSON.stringify(value) })}</small>}
      </span>
    </li>
  );
}
