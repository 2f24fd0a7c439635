import { Badge, Button } from "@mantine/core";
import { IconCircleCheck, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { applyCommand, isWaiting, type Plan, type Step } from "@/api/plan";
import { CodeBlock } from "@/components/code-block/code-block";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Section } from "@/components/section/section";
import { usePendingPlan } from "@/hooks/use-pending-plan";
import classes from "./plan-view.module.css";

/** What the files would still change in the database: read here, applied by a command. */
export function PlanView() {
  const { t } = useTranslation("model");
  const plan = usePendingPlan();
  if (plan.isPending) return <Loading />;
  if (plan.isError) return <ErrorNotice error={plan.error} onRetry={() => plan.refetch()} />;
  const again = (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={plan.isFetching}
      onClick={() => plan.refetch()}
    >
      {t("plan.again")}
    </Button>
  );
  const waits = isWaiting(plan.data);
  return (
    <>
      {waits ? (
        <Waiting plan={plan.data} />
      ) : (
        <Notice
          icon={<IconCircleCheck size={22} aria-hidden />}
          title={t("plan.nothingTitle")}
          text={t("plan.nothingText")}
        >
          {again}
        </Notice>
      )}
      <Remarks title={t("plan.drift")} text={t("plan.driftText")} remarks={plan.data.drift} />
      {waits && <div className={classes.foot}>{again}</div>}
    </>
  );
}

function Waiting({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation("model");
  const command = applyCommand(plan);
  return (
    <>
      <Section title={t("plan.title", { count: plan.steps.length })} text={t("plan.text")}>
        {command === null ? (
          <p className={classes.blocked} role="note">
            {t(plan.conflicts.length > 0 ? "plan.mendConflicts" : "plan.mendRows")}
          </p>
        ) : (
          <CodeBlock code={command} />
        )}
        <p className={classes.hash}>
          {t("plan.hash")} <code>{plan.hash}</code>
        </p>
        <ol className={classes.steps}>
          {plan.steps.map((step) => (
            <OneStep key={`${step.description}/${step.sql.join()}`} step={step} />
          ))}
        </ol>
      </Section>
      <Remarks title={t("plan.conflicts")} text={t("plan.mendConflicts")} remarks={plan.conflicts} />
      <Remarks title={t("plan.questions")} text={t("plan.questionsText")} remarks={plan.questions} />
    </>
  );
}

const TONES = { safe: "good", slow: "calm", "needs data": "bad", lossy: "warn" } as const;
const NAMES = { safe: "safe", slow: "slow", "needs data": "needsData", lossy: "lossy" } as const;

function OneStep({ step }: { readonly step: Step }) {
  const { t } = useTranslation("model");
  return (
    <li className={classes.step}>
      <div className={classes.head}>
        <Badge className={classes.class} data-tone={TONES[step.class]} title={t(`plan.about.${NAMES[step.class]}`)}>
          {t(`plan.class.${NAMES[step.class]}`)}
        </Badge>
        <strong>{step.description}</strong>
        {step.is_needed_to_serve && <small>{t("plan.needed")}</small>}
      </div>
      {step.reason !== null && <p className={classes.reason}>{step.reason}</p>}
      {step.sql.length > 0 && <CodeBlock code={step.sql.join(";\n")} />}
    </li>
  );
}

interface RemarksProps {
  readonly title: string;
  readonly text: string;
  readonly remarks: readonly string[];
}

function Remarks({ title, text, remarks }: RemarksProps) {
  if (remarks.length === 0) return null;
  return (
    <Section title={title} text={text}>
      <ul className={classes.remarks}>
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </Section>
  );
}
