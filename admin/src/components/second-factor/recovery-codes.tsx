import { Button, Checkbox, CopyButton, Group, Stack } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./second-factor.module.css";

interface Props {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Told once: nobody goes on before he has said that they are kept. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const { t } = useTranslation("security");
  const [areKept, setKept] = useState(false);
  const text = codes.join("\n");
  return (
    <Stack gap="md">
      <p className={classes.text} role="status">
        {t("codesText")}
      </p>
      <ul className={classes.codes} aria-label={t("recoveryCodes")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t("copied") : t("copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(`${document.title.split(" · ").at(-1)}-${t("codesFile")}.txt`, `${text}\n`)}
        >
          {t("download")}
        </Button>
      </Group>
      <Checkbox label={t("codesKept")} checked={areKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button onClick={onDone} disabled={!areKept} fullWidth>
        {t("done")}
      </Button>
    </Stack>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
