import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/dialog/dialog";
import { Keys } from "@/components/keys/keys";
import { useKnownCommands } from "@/hooks/use-commands";
import classes from "./shortcuts-help.module.css";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The keys that do something on this page, told by the commands themselves. */
export function ShortcutsHelp({ isOpen, onClose }: Props) {
  const { t } = useTranslation("shell");
  const commands = useKnownCommands();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("shortcuts.title")}>
      <dl className={classes.list}>
        {commands.map(({ id, label, keys }) =>
          keys === undefined ? null : (
            <div key={id}>
              <dt>{label}</dt>
              <dd>
                <Keys keys={keys} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </Dialog>
  );
}
