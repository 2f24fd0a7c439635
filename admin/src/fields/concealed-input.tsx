import { Button, Group, PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePlaceholder } from "@/hooks/use-label";
import type { Concealed } from "./concealed-value";
import type { InputProps } from "./define-field";

export function ConcealedInput(props: InputProps<Concealed>) {
  const placeholder = usePlaceholder(props.field);
  const { t } = useTranslation("fields");
  const { stored, typed } = props.value;
  const isKept = typed === null && stored !== null;
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <PasswordInput
        id={props.id}
        flex={1}
        value={typed ?? ""}
        onChange={(event) => {
          const text = event.currentTarget.value;
          props.onChange({ stored, typed: text === "" ? null : text });
        }}
        placeholder={isKept ? t("concealed.kept") : placeholder}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("concealed.show") }}
        readOnly={props.isReadOnly}
        required={props.isRequired}
        error={props.isInvalid}
        aria-describedby={props.describedBy}
      />
      {isKept && !props.isReadOnly && !props.isRequired && (
        <Button variant="default" onClick={() => props.onChange({ stored, typed: "" })}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
