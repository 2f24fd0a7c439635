import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ImportProblem, ImportReport } from "@/api/import";
import type { Collection } from "@/api/model-types";
import { DataTable } from "@/components/data-table/data-table";
import { Section } from "@/components/section/section";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import classes from "./import.module.css";

interface Props {
  readonly report: ImportReport;
  readonly collection: Collection;
  /** It is over: on to another file. */
  readonly onOther?: () => void;
}

/** How many rows became what, and each bad one with its reason. */
export function Report({ report, collection, onOther }: Props) {
  const { t } = useTranslation("imports");
  const formats = useFormats();
  const numbers = [
    ["created", report.created],
    ["updated", report.updated],
    ["failed", report.failed],
  ] as const;
  return (
    <Section title={t(report.isWritten ? "done" : "checked")}>
      <div role="status">
        <dl className={classes.numbers}>
          {numbers.map(([name, value]) => (
            <div key={name} data-bad={(name === "failed" && value > 0) || undefined}>
              <dt>{t(`numbers.${name}`)}</dt>
              <dd>{formats.number(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
      {report.problems.length > 0 && <Problems report={report} collection={collection} />}
      {onOther !== undefined && (
        <Group gap="xs" mt="lg">
          <Button
            renderRoot={(props) => (
              <Link to="/content/$collection" params={{ collection: collection.name }} {...props} />
            )}
          >
            {t("show")}
          </Button>
          <Button variant="default" onClick={onOther}>
            {t("other")}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Problems({ report, collection }: Props) {
  const { t } = useTranslation("imports");
  const formats = useFormats();
  const labelOf = useLabel();
  const fieldOf = ({ field, column }: ImportProblem) => {
    const known = collection.fields.find(({ name }) => name === field?.split(/[.[]/)[0]);
    return known === undefined ? (column ?? "") : labelOf(known);
  };
  const rows = report.problems.map((problem, at) => ({ ...problem, at: String(at) }));
  return (
    <>
      <DataTable
        label={t("badRows")}
        rows={rows}
        keyOf={({ at }) => at}
        columns={[
          {
            name: "line",
            label: t("line"),
            align: "end",
            cell: ({ line, row }) => formats.number(line ?? row),
          },
          { name: "field", label: t("field"), cell: fieldOf },
          { name: "message", label: t("reason"), cell: ({ message }) => message },
        ]}
      />
      {report.failed > report.problems.length && <p className={classes.more}>{t("more")}</p>}
    </>
  );
}
