import { IconCheck, IconX } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import type { Clause } from "@/api/people";
import { treeOf } from "@/items/filter/parse";
import { scopeOf, subjectOf } from "@/items/filter/scope";
import { GroupSaid, ValueSaid } from "@/items/filter/sentence";

interface Props {
  readonly collection: Collection;
  readonly clause: Clause;
}

/** A condition in the words of filters; what they cannot say stands as it is written. */
export function ClauseLine({ collection, clause }: Props) {
  const { t } = useTranslation("access");
  const model = useModel();
  const scope = scopeOf(collection);
  const tree = treeOf(clause.filter, scope, model);
  const [only, second] = tree?.nodes ?? [];
  const subject = only?.kind === "condition" && second === undefined ? subjectOf(scope, only.field, model) : undefined;
  const { condition, holds, value } = clause;
  return (
    <li data-holds={holds ?? undefined}>
      {holds === true && <IconCheck size={16} aria-label={t("holds")} />}
      {holds === false && <IconX size={16} aria-label={t("holdsNot")} />}
      <span>
        {tree === null ? <code dir="ltr">{condition}</code> : <GroupSaid group={tree} scope={scope} />}
        {holds === false && value !== undefined && (
          <small>
            <ItIs field={subject?.part === null ? subject.field : null} value={value} />
          </small>
        )}
      </span>
    </li>
  );
}

interface ItIsProps {
  /** Null: none of which one could say how its values read. */
  readonly field: Field | null;
  readonly value: unknown;
}

function ItIs({ field, value }: ItIsProps) {
  const { t } = useTranslation("access");
  if (value === null) return t("itIsEmpty");
  const isPlain = field === null || typeof value === "object";
  const shown = isPlain ? <code dir="ltr">{JSON.stringify(value)}</code> : <ValueSaid field={field} value={value} />;
  return <Trans t={t} i18nKey="itIs" components={{ value: shown }} />;
}
