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
  const commands = useKnownCommands().filter(({ keys }) => keys !== undefined);
  // What belongs to the page comes before what can be done everywhere.
  const everywhere = t("palette.app");
  const known = new Set(commands.map(({ group }) => group));
  const groups = [...known].sort((left, right) => Number(left === everywhere) - Number(right === everywhere));
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("shortcuts.title")}>
      {groups.map((group) => (
        <section key={group} className={classes.group}>
          <h3>{group}</h3>
          <dl className={classes.list}>
            {commands.map(({ id, label, keys, group: own }) =>
              own === group && keys !== undefined ? (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ) : null,
            )}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
