import { Menu, Popover, UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconCircleHalf2 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionName, Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import type { MatrixProps } from "./matrix";
import classes from "./matrix.module.css";
import { type Level, levelOf, withRule } from "./rules";
import { RulesOf } from "./rules-of";

const ICONS = { none: IconCircle, custom: IconCircleHalf2, all: IconCircleCheckFilled };
const LEVELS = ["none", "all"] as const;

interface Props extends MatrixProps {
  readonly collection: Collection;
  readonly action: ActionName;
  /** The one cell that the tabulator reaches. */
  readonly isReached: boolean;
}

export function Cell(props: Props) {
  return props.onChange === undefined ? <ReadCell {...props} /> : <EditCell {...props} />;
}

function useNames({ collection, action, permissions }: Props) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const level = levelOf(permissions, collection.name, action);
  const what = t("cell", { action: t(action), collection: labelOf(collection) });
  return { level, what, label: `${what}: ${t(level)}` };
}

function EditCell(props: Props) {
  const { t } = useTranslation("access");
  const { collection, action, permissions, onChange, onCustomize, isReached } = props;
  const { level, label } = useNames(props);
  return (
    <Menu position="bottom-start" width="13rem">
      <Menu.Target>
        <UnstyledButton className={classes.cell} data-level={level} aria-label={label} tabIndex={isReached ? 0 : -1}>
          <Sign level={level} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {LEVELS.map((one) => {
          const Icon = ICONS[one];
          return (
            <Menu.Item
              key={one}
              leftSection={<Icon size={18} aria-hidden />}
              onClick={() => onChange?.(withRule(permissions, collection.name, action, one === "all"))}
            >
              {t(one)}
            </Menu.Item>
          );
        })}
        <Menu.Item
          leftSection={<IconCircleHalf2 size={18} aria-hidden />}
          onClick={() => onCustomize?.(collection, action)}
        >
          {level === "custom" ? t("changeCustom") : t("makeCustom")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ReadCell(props: Props) {
  const { level, what, label } = useNames(props);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      width={340}
      withArrow
      arrowPosition="center"
      position="bottom-start"
      opened={isOpen}
      onChange={setOpen}
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.cell}
          data-level={level}
          aria-label={label}
          tabIndex={props.isReached ? 0 : -1}
          onClick={() => setOpen(!isOpen)}
        >
          <Sign level={level} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={what}>
        {isOpen && <RulesOf role={props.role} action={props.action} collection={props.collection.name} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Its shape says it and not its color alone; where there is room, so does a word. */
function Sign({ level }: { readonly level: Level }) {
  const { t } = useTranslation("access");
  const Icon = ICONS[level];
  return (
    <>
      <Icon size={18} aria-hidden />
      <span className={classes.word}>{t(level)}</span>
    </>
  );
}
