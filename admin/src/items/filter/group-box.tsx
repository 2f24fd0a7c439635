import { ActionIcon, Button, Select } from "@mantine/core";
import { IconFolderPlus, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { ConditionRow } from "./condition-row";
import classes from "./filter-builder.module.css";
import { QuantifierPicker } from "./path-picker";
import { lineOf } from "./rows";
import { type Scope, subjectOf } from "./scope";
import { blank, type Group, group, type Node, type Related, replaced } from "./tree";
import { useSubjectName } from "./use-subject-name";

interface Props {
  readonly box: Group;
  readonly scope: Scope;
  readonly onChange: (box: Group) => void;
  /** What is added gets the focus. */
  readonly onAdd: (node: Node) => void;
  /** Of a group inside of another one. */
  readonly onRemove?: () => void;
}

export function GroupBox({ box, scope, onChange, onAdd, onRemove }: Props) {
  const { t } = useTranslation("filter");
  const add = (node: Node, focused: Node) => {
    onChange({ ...box, nodes: [...box.nodes, node] });
    onAdd(focused);
  };
  const addGroup = () => {
    const first = blank();
    add(group(box.join === "and" ? "or" : "and", [first]), first);
  };
  const addCondition = () => {
    const node = blank();
    add(node, node);
  };
  return (
    <fieldset className={classes.group} data-nested={onRemove !== undefined || undefined}>
      <legend className={classes.legend}>{t("group")}</legend>
      {(box.nodes.length > 1 || box.isNegated || onRemove !== undefined) && (
        <div className={classes.head}>
          <JoinPicker box={box} onChange={onChange} />
          {onRemove !== undefined && (
            <ActionIcon variant="subtle" color="gray" aria-label={t("removeGroup")} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
      {box.nodes.map((node) => (
        <NodeBox
          key={node.id}
          node={node}
          scope={scope}
          onAdd={onAdd}
          onChange={(next) => onChange(replaced(box, node.id, next))}
        />
      ))}
      <div className={classes.adding}>
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={addCondition}>
          {t("addCondition")}
        </Button>
        <Button variant="subtle" size="xs" leftSection={<IconFolderPlus size={14} aria-hidden />} onClick={addGroup}>
          {t("addGroup")}
        </Button>
      </div>
    </fieldset>
  );
}

const JOINS = ["and", "or", "nand", "nor"] as const;

function JoinPicker({ box, onChange }: { readonly box: Group; readonly onChange: (box: Group) => void }) {
  const { t } = useTranslation("filter");
  const value = box.join === "and" ? (box.isNegated ? "nand" : "and") : box.isNegated ? "nor" : "or";
  return (
    <Select
      className={classes.join}
      aria-label={t("group")}
      data={JOINS.map((join) => ({ value: join, label: t(`join.${join}`) }))}
      value={value}
      onChange={(join) =>
        onChange({
          ...box,
          join: join === "or" || join === "nor" ? "or" : "and",
          isNegated: join === "nand" || join === "nor",
        })
      }
      allowDeselect={false}
    />
  );
}

interface NodeProps {
  readonly node: Node;
  readonly scope: Scope;
  readonly onAdd: (node: Node) => void;
  readonly onChange: (node: Node | null) => void;
}

function NodeBox({ node, scope, onAdd, onChange }: NodeProps) {
  const line = lineOf(node);
  if (line !== null) return <ConditionRow line={line} scope={scope} onChange={onChange} />;
  if (node.kind === "condition") return null;
  if (node.kind === "related") return <RelatedBox node={node} scope={scope} onAdd={onAdd} onChange={onChange} />;
  return (
    <div data-node={node.id}>
      <GroupBox
        box={node}
        scope={scope}
        onChange={(next) => onChange(next.nodes.length === 0 ? null : next)}
        onAdd={onAdd}
        onRemove={() => onChange(null)}
      />
    </div>
  );
}

/** Several things that hold of the same related item. */
function RelatedBox({ node, scope, onAdd, onChange }: NodeProps & { readonly node: Related }) {
  const nameOf = useSubjectName();
  const subject = subjectOf(scope, node.field, useModel());
  if (subject?.below == null) return null;
  return (
    <div data-node={node.id} className={classes.related}>
      <div className={classes.head}>
        <strong>{nameOf(subject)}</strong>
        {subject.isMany && (
          <QuantifierPicker quantifier={node.quantifier} onChange={(quantifier) => onChange({ ...node, quantifier })} />
        )}
      </div>
      <GroupBox
        box={node.group}
        scope={subject.below}
        onChange={(next) => onChange({ ...node, group: next })}
        onAdd={onAdd}
        onRemove={() => onChange(null)}
      />
    </div>
  );
}
