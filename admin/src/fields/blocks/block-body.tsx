import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useContext, useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { MemberInputs } from "../member-inputs";
import type { Members } from "../nested";
import classes from "../nested.module.css";
import { messagesAt, ProblemsContext } from "../place";
import { type Block, blockFields, excerpt } from "./value";

interface Props {
  readonly block: Block;
  readonly field: Field;
  readonly title: string;
  readonly place: string;
  readonly isFolded: boolean;
  readonly onFold: () => void;
  readonly onChange: (change: (before: Members) => Members) => void;
  readonly isReadOnly: boolean;
  readonly isNew: boolean;
}

export function BlockBody({ block, field, title, place, isFolded, onFold, ...rest }: Props) {
  const { t } = useTranslation("fields");
  const id = useId();
  const problems = messagesAt(useContext(ProblemsContext), place);
  const fields = useMemo(() => blockFields(block.type, field), [block.type, field]);
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <section aria-label={title}>
      <div className={classes.head}>
        <UnstyledButton
          onClick={onFold}
          aria-expanded={!isFolded}
          aria-controls={id}
          aria-label={t(isFolded ? "rows.expand" : "rows.collapse", { title })}
        >
          <Chevron size={16} aria-hidden className={isFolded ? "flips" : ""} style={{ verticalAlign: "-3px" }} />{" "}
          {title}
        </UnstyledButton>
        {isFolded && <small>{excerpt(block)}</small>}
      </div>
      <div id={id} hidden={isFolded} className={`${classes.body} ${rest.isReadOnly ? "" : classes.spread}`}>
        {fields === null ? (
          <p>{t("blocks.unknown")}</p>
        ) : (
          !isFolded && <MemberInputs fields={fields} members={block.members} place={place} {...rest} />
        )}
      </div>
      {problems.length > 0 && <p className={classes.problems}>{problems.join(" ")}</p>}
    </section>
  );
}
