import { Button, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "@/components/code-block/code-block";
import classes from "./people.module.css";

export interface Invited {
  readonly email: string;
  /** Null where it was sent. */
  readonly link: string | null;
  readonly problem: string | null;
}

interface Props {
  readonly invited: readonly Invited[];
  readonly onDone: () => void;
}

export function InvitedList({ invited, onDone }: Props) {
  const { t } = useTranslation("people");
  const hasLinks = invited.some(({ link }) => link !== null);
  return (
    <Stack gap="md">
      {hasLinks && (
        <p className={classes.text} role="status">
          {t("linksText")}
        </p>
      )}
      <ul className={classes.invited}>
        {invited.map((one) => (
          <li key={one.email} data-kind={one.problem === null ? "good" : "bad"}>
            {one.problem === null ? <IconCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
            <div>
              <strong>{one.email}</strong>
              <p>{one.problem ?? (one.link === null ? t("invitedByMail") : t("invitedByLink"))}</p>
              {one.link !== null && <CodeBlock code={one.link} />}
            </div>
          </li>
        ))}
      </ul>
      <Button onClick={onDone} fullWidth>
        {t("done")}
      </Button>
    </Stack>
  );
}
