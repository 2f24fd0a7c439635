import { ActionIcon } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asText } from "@/lib/json";
import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";
import { slugify } from "./slugify";

/**
 * Follows its source in a new item until somebody writes it himself; later only when asked to. What only follows is shown and not sent: the server makes
 * the same, and adds a number where that is taken.
 */
export function SlugInput(props: InputProps<string>) {
  const { t } = useTranslation("fields");
  const { siblings, onChange, isReadOnly, value } = props;
  const source = asText(props.field.options.from);
  const isFollowing = source !== null && siblings.isNew && value === "" && !isReadOnly;
  const made = () => (source === null ? "" : slugify(asText(siblings.get(source)) ?? ""));
  const [preview, setPreview] = useState(made);
  useEffect(() => {
    if (source === null || !siblings.isNew) return;
    return siblings.follow(source, () => setPreview(slugify(asText(siblings.get(source)) ?? "")));
  }, [source, siblings]);
  const again = source !== null && !isReadOnly && !isFollowing && (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("slug.again")}
      title={t("slug.again")}
      onClick={() => onChange(siblings.isNew ? "" : made())}
    >
      <IconRefresh size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <LineInput
      {...props}
      value={isFollowing ? preview : value}
      extra={{ spellCheck: false, dir: "ltr", rightSection: again }}
    />
  );
}
