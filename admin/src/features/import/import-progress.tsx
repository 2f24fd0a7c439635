import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./import.module.css";

interface Props {
  readonly isDry: boolean;
  readonly onStop: () => void;
}

/** The server takes the file in one go, so there is nothing to count until it is done. Stopping takes everything back. */
export function ImportProgress({ isDry, onStop }: Props) {
  const { t } = useTranslation("imports");
  const text = t(isDry ? "checking" : "writing");
  return (
    <div className={classes.progress}>
      <span role="status">{text}</span>
      <Progress value={100} animated aria-label={text} />
      <Button size="xs" variant="default" onClick={onStop}>
        {t("stop")}
      </Button>
    </div>
  );
}
