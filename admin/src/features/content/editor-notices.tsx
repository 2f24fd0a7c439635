import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconHistory, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import type { Draft } from "@/items/form/draft";
import type { SavingState } from "@/items/form/use-saving";
import classes from "./editor-notices.module.css";

interface Props {
  readonly state: SavingState;
  readonly draft: Draft | null;
  /** Somebody else has saved since; what was typed here is in the way of showing it. */
  readonly hasNewer: boolean;
  /** Fields that are gone from the model, with what was typed. */
  readonly lost: readonly Field[];
  readonly isNew: boolean;
  readonly onRestore: () => void;
  readonly onDiscard: () => void;
  readonly onDismiss: () => void;
}

/** What somebody who edits has to know, between the title and the fields. */
export function EditorNotices({ state, draft, hasNewer, lost, onRestore, onDiscard }: Props) {
  const { t } = useTranslation("form");
  const formats = useFormats();
  const labelOf = useLabel();
  return (
    <>
      {draft !== null && (
        <Strip icon={<IconHistory size={18} aria-hidden />}>
          <span>{t("draft.found", { when: formats.relative(draft.at) })}</span>
          <Button size="xs" onClick={onRestore}>
            {t("draft.restore")}
          </Button>
          <Button size="xs" variant="default" onClick={onDiscard}>
            {t("draft.discard")}
          </Button>
        </Strip>
      )}
      {hasNewer && <Strip icon={<IconInfoCircle size={18} aria-hidden />}>{t("newer")}</Strip>}
      {lost.length > 0 && (
        <Strip icon={<IconAlertTriangle size={18} aria-hidden />} tone="bad">
          {t("modelChanged", { fields: formats.list(lost.map(labelOf)) })}
        </Strip>
      )}
      {state.kind === "waiting" && (
        <Strip icon={<IconCloudOff size={18} aria-hidden />} tone="warn">
          {t("waiting")}
        </Strip>
      )}
      {state.kind === "signedOut" && <Strip icon={<IconInfoCircle size={18} aria-hidden />}>{t("signedOut")}</Strip>}
      {state.kind === "gone" && (
        <Strip icon={<IconAlertTriangle size={18} aria-hidden />} tone="bad">
          {t("gone")}
        </Strip>
      )}
      {state.kind === "refused" && (
        <Strip icon={<IconAlertTriangle size={18} aria-hidden />} tone="bad">
          {state.messages.length === 1 ? (
            <span>{state.messages[0]}</span>
          ) : (
            <ul>
              {state.messages.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          )}
        </Strip>
      )}
    </>
  );
}

interface StripProps {
  readonly icon: ReactNode;
  readonly tone?: "calm" | "warn" | "bad";
  readonly children: ReactNode;
}

function Strip({ icon, tone = "calm", children }: StripProps) {
  return (
    <div className={classes.strip} data-tone={tone} role={tone === "bad" ? "alert" : "note"}>
      {icon}
      {children}
    </div>
  );
}
