import { Button, CloseButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FocusEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Command, useCommands } from "@/hooks/use-commands";
import classes from "./undo-notices.module.css";
import { close, type NoticeLine, takeBack, type UndoNotice } from "./undo-store";

export function UndoNotices({ shown }: { readonly shown: readonly UndoNotice[] }) {
  useUndoCommand(shown);
  return shown.map((notice) => <OneNotice key={notice.id} notice={notice} />);
}

/** The newest is the one that is meant. */
function useUndoCommand(shown: readonly UndoNotice[]): void {
  const { t } = useTranslation("actions");
  const newest = shown.findLast(({ onUndo }) => onUndo !== null)?.id ?? null;
  const commands = useMemo<readonly Command[]>(
    () =>
      newest === null
        ? []
        : [{ id: "undo-last", label: t("undoLast"), group: t("group"), perform: () => takeBack(newest) }],
    [newest, t],
  );
  useCommands(commands);
}

function OneNotice({ notice }: { readonly notice: UndoNotice }) {
  const { t } = useTranslation(["actions", "shell"]);
  const { id, text, tone, lines, onUndo, countdown, seconds } = notice;
  const [isPaused, setPaused] = useState(false);
  const held = useRef({ isHovered: false, isFocused: false });
  const hold = (part: Partial<(typeof held)["current"]>) => {
    Object.assign(held.current, part);
    const isHeld = held.current.isHovered || held.current.isFocused;
    setPaused(isHeld);
    if (isHeld) countdown?.pause();
    else countdown?.resume();
  };
  const isInside = (event: FocusEvent<HTMLElement>) =>
    event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here, time only stops while somebody reads
    <div
      className={classes.notice}
      data-tone={tone}
      data-paused={isPaused || undefined}
      onPointerEnter={() => hold({ isHovered: true })}
      onPointerLeave={() => hold({ isHovered: false })}
      onFocus={() => hold({ isFocused: true })}
      onBlur={(event) => hold({ isFocused: isInside(event) })}
    >
      {tone === "bad" && <IconAlertTriangle className={classes.icon} size={18} aria-hidden />}
      <div className={classes.text} role={tone === "bad" ? "alert" : undefined}>
        {text}
        <Lines lines={lines} />
      </div>
      {onUndo !== null && (
        <Button size="xs" variant="default" onClick={() => takeBack(id)}>
          {t("actions:undo")}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t("shell:close")} onClick={() => close(id)} />
      {countdown !== null && <span className={classes.time} style={{ animationDuration: `${seconds}s` }} />}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly NoticeLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={classes.lines}>
      {lines.map(({ text, path }) => (
        <li key={`${path}${text}`}>
          {path === null ? (
            text
          ) : (
            <a href={`${import.meta.env.BASE_URL}${path}`} target="_blank" rel="noreferrer">
              {text}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
