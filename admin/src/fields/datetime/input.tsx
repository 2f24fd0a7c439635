import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import { fromLocal, toLocal, zoneOf } from "../moment";

/** The browser's own control, in the zone of who writes; the wire is UTC. */
export function DatetimeInput(props: InputProps<string>) {
  const { i18n } = useTranslation();
  const local = toLocal(props.value);
  const zone = zoneOf(local === "" ? new Date() : new Date(local), i18n.language);
  return (
    <TextInput
      type="datetime-local"
      id={props.id}
      value={local}
      onChange={(event) => props.onChange(fromLocal(event.currentTarget.value))}
      max="9999-12-31T23:59"
      description={zone}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={[`${props.id}-description`, props.describedBy ?? ""].join(" ").trim()}
    />
  );
}
