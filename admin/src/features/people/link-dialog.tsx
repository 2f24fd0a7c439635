import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "@/components/code-block/code-block";
import { Dialog } from "@/components/dialog/dialog";
import classes from "./people.module.css";

interface Props {
  readonly link: string | null;
  readonly onClose: () => void;
}

export function LinkDialog({ link, onClose }: Props) {
  const { t } = useTranslation("people");
  return (
    <Dialog isOpen={link !== null} onClose={onClose} title={t("newLink")}>
      <Stack gap="md">
        <p className={classes.text}>{t("linksText")}</p>
        {link !== null && <CodeBlock code={link} />}
        <Button onClick={onClose} fullWidth>
          {t("done")}
        </Button>
      </Stack>
    </Dialog>
  );
}
