import { Button, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { ActionName, Collection } from "@/api/model-types";
import { Section } from "@/components/section/section";
import { isSameJson } from "@/lib/json";
import classes from "./access.module.css";
import { LeaveGuard } from "./leave-guard";
import { Matrix } from "./matrix";
import { bodyOf, type LoadedRole } from "./role-data";
import { RuleDialog } from "./rule-dialog";
import { SaveProblems } from "./save-problems";

interface Props {
  readonly roles: Collection;
  readonly role: LoadedRole;
  readonly etag: string | null;
}

interface Place {
  readonly collection: Collection;
  readonly action: ActionName;
}

/** A role of the database. What is changed is kept here until it is saved, as a whole. */
export function RoleEditor({ roles, role, etag }: Props) {
  const { t } = useTranslation("access");
  const client = useQueryClient();
  const [draft, setDraft] = useState(role);
  const [place, setPlace] = useState<Place | null>(null);
  const isDirty = !isSameJson(bodyOf(draft), bodyOf(role));
  const save = useMutation({
    mutationFn: () => updateItem(roles, role.id, bodyOf(draft), { seen: etag, query: { fields: "*" } }),
    onSuccess: async (saved) => {
      client.setQueryData(keys.role(role.id), saved);
      notifications.show({ message: t("saved") });
      await client.invalidateQueries({ queryKey: keys.roles });
    },
  });
  const change = (part: Partial<LoadedRole>) => setDraft({ ...draft, ...part });
  return (
    <>
      <Settings draft={draft} onChange={change} />
      <Section title={t("permissions")} text={t("matrixHelp")}>
        <Matrix
          role={role.id}
          permissions={draft.permissions}
          onChange={(permissions) => change({ permissions })}
          onCustomize={(collection, action) => setPlace({ collection, action })}
        />
      </Section>
      {(isDirty || save.isError) && (
        <>
          {save.isError && <SaveProblems error={save.error} role={role.id} />}
          <div className={classes.bar}>
            <span role="status">{t("unsaved")}</span>
            <Button variant="subtle" onClick={() => setDraft(role)}>
              {t("discard")}
            </Button>
            <Button loading={save.isPending} disabled={draft.name.trim() === ""} onClick={() => save.mutate()}>
              {t("save")}
            </Button>
          </div>
        </>
      )}
      {place !== null && (
        <RuleDialog
          {...place}
          permissions={draft.permissions}
          onChange={(permissions) => change({ permissions })}
          onClose={() => setPlace(null)}
        />
      )}
      <LeaveGuard isDirty={isDirty && !save.isPending} />
    </>
  );
}

interface SettingsProps {
  readonly draft: LoadedRole;
  readonly onChange: (part: Partial<LoadedRole>) => void;
}

function Settings({ draft, onChange }: SettingsProps) {
  const { t } = useTranslation("access");
  return (
    <Section title={t("settings")}>
      <Stack gap="md" maw="32rem">
        <TextInput
          label={t("name")}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          maxLength={100}
          required
        />
        <TextInput
          label={t("description")}
          value={draft.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <Switch
          label={t("app")}
          description={t("appHelp")}
          checked={draft.hasAppAccess}
          onChange={(event) => onChange({ hasAppAccess: event.currentTarget.checked })}
        />
        <Switch
          label={t("asksForFactor")}
          description={t("asksForFactorHelp")}
          checked={draft.asksForFactor}
          onChange={(event) => onChange({ asksForFactor: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}
