import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./code-block.module.css";
import { ScrolledText } from "./scrolled-text";

/** Text for a machine, with a button that copies it. */
export function CodeBlock({ code }: { readonly code: string }) {
  const { t } = useTranslation("reference");
  return (
    <div className={classes.block}>
      <ScrolledText className={classes.code}>
        <code>{code}</code>
      </ScrolledText>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("copied") : t("copy")}>
            <ActionIcon
              className={classes.copy}
              variant="default"
              onClick={copy}
              aria-label={copied ? t("copied") : t("copy")}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
