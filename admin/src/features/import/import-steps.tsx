import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportReport, type ImportWish, importFile } from "@/api/import";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { Section } from "@/components/section/section";
import { useLabel } from "@/hooks/use-label";
import { ColumnMapping } from "./column-mapping";
import classes from "./import.module.css";
import { ImportError } from "./import-error";
import { ImportOptions } from "./import-options";
import { ImportProgress } from "./import-progress";
import { guessField, importFields, type Preview } from "./preview";
import { Report } from "./report";

interface Props {
  readonly collection: Collection;
  readonly preview: Preview;
  readonly onOther: () => void;
}

/** What one has decided about a file. Another decision, another check. */
interface Plan {
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly key: string | null;
  readonly skipsBadRows: boolean;
}

export function ImportSteps({ collection, preview, onOther }: Props) {
  const { t } = useTranslation("imports");
  const [plan, change] = usePlan(collection, preview);
  const { checked, checking, written, writing, run } = useRuns(collection, preview, plan);
  if (written !== null) return <Report report={written} collection={collection} onOther={onOther} />;
  const isRunning = checking || writing;
  const isReady = checked !== null && (checked.failed === 0 || (plan.skipsBadRows && checked.failed < checked.rows));
  return (
    <>
      <Section
        title={t("file")}
        actions={
          <Button variant="default" size="xs" onClick={onOther} disabled={isRunning}>
            {t("other")}
          </Button>
        }
      >
        <p className={classes.name}>{preview.file.name}</p>
      </Section>
      <Section title={t("columns")} text={t("columnsText")}>
        <ColumnMapping
          collection={collection}
          preview={preview}
          mapping={plan.mapping}
          onChange={(mapping) => change({ mapping })}
        />
      </Section>
      <Section title={t("options")}>
        <ImportOptions collection={collection} known={plan.key} skipsBadRows={plan.skipsBadRows} onChange={change} />
      </Section>
      {checked !== null && <Report report={checked} collection={collection} />}
      <ImportError run={run} />
      {isRunning && <ImportProgress isDry={checking} onStop={run.stop} />}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button
          variant={isReady ? "default" : "filled"}
          loading={checking}
          disabled={writing}
          onClick={() => run.start(true)}
        >
          {t(checked === null ? "check" : "checkAgain")}
        </Button>
        <Button disabled={!isReady || checking} loading={writing} onClick={() => run.start(false)}>
          {checked === null ? t("start") : t("import", { count: checked.created + checked.updated })}
        </Button>
      </Group>
    </>
  );
}

function usePlan(collection: Collection, preview: Preview): readonly [Plan, (part: Partial<Plan>) => void] {
  const labelOf = useLabel();
  const [plan, setPlan] = useState<Plan>(() => {
    const fields = importFields(collection);
    const guessed = preview.columns.map((column) => [column, guessField(column, fields, labelOf)] as const);
    return { mapping: Object.fromEntries(guessed), key: null, skipsBadRows: false };
  });
  return [plan, (part) => setPlan((before) => ({ ...before, ...part }))];
}

export interface Run {
  readonly error: unknown;
  readonly start: (isDry: boolean) => void;
  readonly stop: () => void;
}

function useRuns(collection: Collection, { file, format, delimiter }: Preview, plan: Plan) {
  const client = useQueryClient();
  const stopping = useRef<AbortController | null>(null);
  const [checked, setChecked] = useState<{ readonly plan: Plan; readonly report: ImportReport } | null>(null);
  const [written, setWritten] = useState<ImportReport | null>(null);
  const mutation = useMutation({
    mutationFn: (isDry: boolean) => {
      stopping.current = new AbortController();
      const wish: ImportWish = { file, format, delimiter, ...plan, isDry };
      return importFile(collection, wish, stopping.current.signal);
    },
    onSuccess: async (report, isDry) => {
      // What was good when it was checked may be refused by now: then it is one more check.
      if (isDry || !report.isWritten) return setChecked({ plan, report });
      setWritten(report);
      await client.invalidateQueries({ queryKey: keys.collection(collection.name) });
    },
  });
  useEffect(() => () => stopping.current?.abort(), []);
  const run: Run = { error: mutation.error, start: mutation.mutate, stop: () => stopping.current?.abort() };
  return {
    checked: checked !== null && checked.plan === plan ? checked.report : null,
    written,
    checking: mutation.isPending && mutation.variables,
    writing: mutation.isPending && !mutation.variables,
    run,
  };
}
