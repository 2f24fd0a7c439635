import { ActionIcon } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { asText } from "@/lib/json";
import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";
import { slugify } from "./slugify";

/** Follows its source in a new item until somebody writes it himself; later only when asked to. */
export function SlugInput(props: InputProps<string>) {
  const { t } = useTranslation("fields");
  const { siblings, onChange, isReadOnly, value } = props;
  const source = asText(props.field.options.from);
  const isTouched = useRef(value !== "");
  useEffect(() => {
    if (source === null || isReadOnly || !siblings.isNew) return;
    return siblings.follow(source, () => {
      if (!isTouched.current) onChange(slugify(asText(siblings.get(source)) ?? ""));
    });
  }, [source, isReadOnly, siblings, onChange]);
  const write: typeof onChange = (next) => {
    isTouched.current = next !== "";
    onChange(next);
  };
  const again = source !== null && !isReadOnly && (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("slug.again")}
      title={t("slug.again")}
      onClick={() => onChange(slugify(asText(siblings.get(source)) ?? ""))}
    >
      <IconRefresh size={16} aria-hidden />
    </ActionIcon>
  );
  return <LineInput {...props} onChange={write} extra={{ spellCheck: false, dir: "ltr", rightSection: again }} />;
}
