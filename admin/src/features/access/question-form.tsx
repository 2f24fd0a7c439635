import { Input, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { type Question, readRoles } from "@/api/people";
import { PersonSelect } from "@/components/person-select/person-select";
import { useLabel } from "@/hooks/use-label";
import classes from "./access.module.css";
import { ItemChoice } from "./item-choice";
import { ACTIONS } from "./rules";

/** As far as it has been asked. */
type Asked = { readonly [Part in keyof Question]?: string | undefined };

interface Props {
  readonly question: Asked;
  readonly onAsk: (change: Asked) => void;
}

/** Who, what, where; with an item its own row is asked, with a field only that. */
export function QuestionForm({ question, onAsk }: Props) {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const { collections } = useModel();
  const collection = collections.get(question.collection ?? "");
  return (
    <search className={classes.question}>
      <Who question={question} onAsk={onAsk} />
      <Select
        label={t("action")}
        data={ACTIONS.map((action) => ({ value: action, label: t(action) }))}
        value={question.action ?? null}
        onChange={(action) => onAsk({ action: action ?? undefined })}
      />
      <Select
        label={t("collection")}
        data={[...collections.values()].map((one) => ({ value: one.name, label: labelOf(one) }))}
        value={question.collection ?? null}
        onChange={(name) => onAsk({ collection: name ?? undefined, item: undefined, field: undefined })}
        searchable
      />
      <ItemChoice
        key={question.collection}
        collection={collection}
        item={question.item}
        onChoose={(item) => onAsk({ item })}
      />
      <Select
        label={t("fieldOptional")}
        placeholder={t("anyField")}
        data={collection?.fields.map((field) => ({ value: field.name, label: labelOf(field) })) ?? []}
        value={question.field ?? null}
        onChange={(field) => onAsk({ field: field ?? undefined })}
        disabled={collection === undefined || question.action === "delete"}
        searchable
        clearable
      />
    </search>
  );
}

function Who({ question, onAsk }: Props) {
  const { t } = useTranslation("access");
  const id = useId();
  const [isPerson, setPerson] = useState(question.user !== undefined);
  const roles = useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => readRoles(signal) });
  return (
    <div className={classes.part}>
      <div>
        <Input.Label labelElement="div" id={id}>
          {t("who")}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={id}
          data={[
            { value: "role", label: t("role") },
            { value: "person", label: t("person") },
          ]}
          value={isPerson ? "person" : "role"}
          onChange={(value) => {
            setPerson(value === "person");
            onAsk({ role: undefined, user: undefined });
          }}
          fullWidth
        />
      </div>
      {isPerson ? (
        <PersonSelect label={t("person")} value={question.user ?? null} onChange={(user) => onAsk({ user })} />
      ) : (
        <Select
          aria-label={t("role")}
          placeholder={t("chooseRole")}
          data={roles.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={question.role ?? null}
          onChange={(role) => onAsk({ role: role ?? undefined })}
        />
      )}
    </div>
  );
}
