import { Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoadedItem } from "@/api/items";
import { Dialog } from "@/components/dialog/dialog";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import classes from "./conflict-dialog.module.css";
import { FieldVersion } from "./field-version";
import type { FormStore } from "./form-store";
import { type Difference, differencesOf } from "./merge";
import { sides } from "./sides";

interface Props {
  readonly store: FormStore;
  readonly theirs: LoadedItem;
  readonly isBaseKnown: boolean;
  /** The names of the fields of which the other version is wanted. */
  readonly onResolve: (wanted: ReadonlySet<string>) => void;
  readonly onClose: () => void;
}

type Choice = "mine" | "theirs";

/** Both versions, field by field. What only one of the two changed is chosen already; what both changed has to be. */
export function ConflictDialog({ store, theirs, isBaseKnown, onResolve, onClose }: Props) {
  const { t } = useTranslation("form");
  const [differences] = useState(() => differencesOf(store, theirs.item, isBaseKnown));
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(
    () =>
      new Map(
        differences.flatMap(({ field, by }) =>
          by === "both" ? [] : [[field.name, by === "me" ? "mine" : "theirs"] as const],
        ),
      ),
  );
  const isDone = differences.every(({ field }) => choices.has(field.name));
  const choose = (name: string, choice: Choice) => setChoices((before) => new Map(before).set(name, choice));
  const chooseAll = (choice: Choice) => setChoices(new Map(differences.map(({ field }) => [field.name, choice])));
  const resolve = () =>
    onResolve(new Set([...choices].filter(([, choice]) => choice === "theirs").map(([name]) => name)));
  return (
    <Dialog isOpen onClose={onClose} title={t("conflict.title")} size="60rem">
      <Stack gap="md">
        <p className={classes.text}>{t("conflict.text")}</p>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => chooseAll("mine")}>
            {t("conflict.allMine")}
          </Button>
          <Button variant="default" size="xs" onClick={() => chooseAll("theirs")}>
            {t("conflict.allTheirs")}
          </Button>
        </Group>
        {differences.map((difference) => (
          <OneField
            key={difference.field.name}
            difference={difference}
            choice={choices.get(difference.field.name) ?? null}
            onChoose={(choice) => choose(difference.field.name, choice)}
          />
        ))}
        <Group justify="flex-end" gap="xs" className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t("conflict.later")}
          </Button>
          <Button disabled={!isDone} onClick={resolve}>
            {t("conflict.save")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface FieldProps {
  readonly difference: Difference;
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function OneField({ difference, choice, onChoose }: FieldProps) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const { field, mine, theirs, by } = difference;
  const label = labelOf(field);
  const { textOf } = definitionOf(field);
  const texts = textOf === undefined ? sides(mine, theirs) : sides(textOf(mine), textOf(theirs));
  return (
    <section className={classes.field} aria-label={label}>
      <div className={classes.head}>
        <h3>{label}</h3>
        <span>{t(`conflict.by.${by}`)}</span>
        <SegmentedControl
          className={classes.choice}
          size="xs"
          aria-label={t("conflict.choose", { field: label })}
          value={choice ?? ""}
          onChange={(value) => onChoose(value === "mine" ? "mine" : "theirs")}
          data={[
            { value: "mine", label: t("conflict.mine") },
            { value: "theirs", label: t("conflict.theirs") },
          ]}
        />
      </div>
      <div className={classes.versions}>
        <FieldVersion
          label={t("conflict.mine")}
          isChosen={choice === "mine"}
          {...{ field, value: mine, other: theirs, text: texts?.mine }}
        />
        <FieldVersion
          label={t("conflict.theirs")}
          isChosen={choice === "theirs"}
          {...{ field, value: theirs, other: mine, text: texts?.theirs }}
        />
      </div>
    </section>
  );
}
