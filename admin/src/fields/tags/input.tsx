import { TagsInput as Picker } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { usePlaceholder } from "@/hooks/use-label";
import { asNumber, asTexts } from "@/lib/json";
import type { InputProps } from "../define-field";

export function TagsInput(props: InputProps<readonly string[]>) {
  const placeholder = usePlaceholder(props.field);
  const { t } = useTranslation("fields");
  const [isOpen, setOpen] = useState(false);
  const max = asNumber(props.field.options.max_items);
  return (
    <Picker
      id={props.id}
      value={[...props.value]}
      onChange={props.onChange}
      data={[...useSuggestions(props.field, isOpen)]}
      onFocus={() => setOpen(true)}
      {...(max === null ? {} : { maxTags: max })}
      acceptValueOnBlur
      placeholder={props.value.length > 0 ? "" : placeholder || t("tags.add")}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}

const LOOKED_AT = "200";

/** Those that the model names; or, where it says `existing`, those of the items that were changed last, the usual ones first. */
function useSuggestions(field: Field, isWanted: boolean): readonly string[] {
  const collection = useModel().collections.get(field.collection);
  const isExisting = field.options.suggest === "existing" && !field.special.has("nested");
  const hasTime = collection?.fields.some(({ name }) => name === "updated_at") === true;
  const query = { fields: field.name, limit: LOOKED_AT, ...(hasTime ? { sort: "-updated_at" } : {}) };
  const answer = useQuery({
    queryKey: keys.list(field.collection, query),
    queryFn: async ({ signal }) => (collection === undefined ? null : listItems(collection, query, signal)),
    enabled: isExisting && isWanted && collection !== undefined,
    retry: false,
  });
  if (!isExisting) return asTexts(field.options.suggest);
  const counts = new Map<string, number>();
  for (const item of answer.data?.items ?? [])
    for (const tag of asTexts(item[field.name])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([, left], [, right]) => right - left).map(([tag]) => tag);
}
