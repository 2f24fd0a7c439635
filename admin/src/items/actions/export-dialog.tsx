import { Button, Group, Radio, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ExportFormat, type ExportWish, exportItems } from "@/api/export";
import type { Count } from "@/api/items";
import { type Chosen, countOf } from "@/api/many";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";
import type { ListShown } from "./actions-base";
import { useCountText } from "./use-count-text";

interface Props {
  readonly collection: Collection;
  /** Null: nothing is chosen. */
  readonly chosen: Chosen | null;
  readonly shown: ListShown;
  readonly onClose: () => void;
}

const FORMATS: readonly ExportFormat[] = ["csv_utf8", "csv", "json"];
const COLUMNS = ["shown", "all"] as const;

type Which = "chosen" | "shown" | "all";

/** Which items, which columns, which kind of file. */
export function ExportDialog({ collection, chosen, shown, onClose }: Props) {
  const { t } = useTranslation(["actions", "form"]);
  const describe = useErrorText();
  const countText = useCountText();
  const isNarrowed = shown.query.filter !== undefined || shown.query.search !== undefined;
  const offered: readonly Which[] = [
    ...(chosen === null ? [] : (["chosen"] as const)),
    ...(isNarrowed ? (["shown"] as const) : []),
    "all",
  ];
  const [which, setWhich] = useState<Which>(offered[0] ?? "all");
  const [columns, setColumns] = useState<(typeof COLUMNS)[number]>("shown");
  const [format, setFormat] = useState<ExportFormat>("csv_utf8");
  const exporting = useMutation({
    mutationFn: (wish: ExportWish) => exportItems(collection, wish),
    onSuccess: onClose,
  });
  const begin = () => {
    const found: Chosen = { kind: "query", query: shown.query, count: shown.count };
    const of = which === "chosen" ? chosen : which === "shown" ? found : null;
    exporting.mutate({ format, of, sort: shown.query.sort, fields: columns === "shown" ? shown.fields : "*" });
  };
  const counts: Record<Which, Count | null> = {
    chosen: chosen === null ? null : countOf(chosen),
    shown: shown.count,
    all: null,
  };
  return (
    <Dialog isOpen onClose={onClose} title={t("actions:export.title")}>
      <Stack gap="lg">
        <Choices
          label={t("actions:export.which")}
          value={which}
          options={offered.map((value) => ({
            value,
            label: t(`actions:export.of.${value}`, countText(counts[value])),
          }))}
          onChoose={setWhich}
        />
        <Choices
          label={t("actions:export.columns")}
          value={columns}
          options={COLUMNS.map((value) => ({ value, label: t(`actions:export.column.${value}`) }))}
          onChoose={setColumns}
        />
        <Choices
          label={t("actions:export.format")}
          value={format}
          options={FORMATS.map((value) => ({
            value,
            label: t(`actions:export.formats.${value}`),
            help: t(`actions:export.formatHelp.${value}`),
          }))}
          onChoose={setFormat}
        />
      </Stack>
      {exporting.isError && <p role="alert">{describe(exporting.error)}</p>}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t("form:cancel")}
        </Button>
        <Button loading={exporting.isPending} onClick={begin}>
          {t("actions:export.action")}
        </Button>
      </Group>
    </Dialog>
  );
}

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly help?: string }[];
  readonly onChoose: (value: Value) => void;
}

function Choices<Value extends string>({ label, value, options, onChoose }: ChoicesProps<Value>) {
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChoose(chosen.value);
      }}
    >
      <Stack gap="xs" mt="xs">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} description={option.help} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
