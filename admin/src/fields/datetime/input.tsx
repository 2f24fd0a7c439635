import { Popover, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import { fromLocal, ownZone, toLocal, zoneOf } from "../moment";
import classes from "./input.module.css";

/** The browser's own control, in the zone of who writes or another one; the wire is UTC. */
export function DatetimeInput(props: InputProps<string>) {
  const { i18n } = useTranslation();
  const [zone, setZone] = useState(ownZone);
  const local = toLocal(props.value, zone);
  const at = local === "" ? new Date() : new Date(props.value);
  return (
    <div>
      <TextInput
        type="datetime-local"
        id={props.id}
        value={local}
        onChange={(event) => props.onChange(fromLocal(event.currentTarget.value, zone))}
        max="9999-12-31T23:59"
        readOnly={props.isReadOnly}
        required={props.isRequired}
        error={props.isInvalid}
        aria-describedby={[`${props.id}-zone`, props.describedBy ?? ""].join(" ").trim()}
      />
      <ZoneChooser id={`${props.id}-zone`} zone={zone} text={zoneOf(at, i18n.language, zone)} onChoose={setZone} />
    </div>
  );
}

interface ZoneProps {
  readonly id: string;
  readonly zone: string;
  readonly text: string;
  readonly onChoose: (zone: string) => void;
}

/** Says whose clock it is, and lets one look at another. */
function ZoneChooser({ id, zone, text, onChoose }: ZoneProps) {
  const { t } = useTranslation("fields");
  const [isOpen, setOpen] = useState(false);
  const zones = isOpen ? [...new Set([ownZone(), "UTC", ...Intl.supportedValuesOf("timeZone")])] : [];
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus position="bottom-start" width={260}>
      <Popover.Target>
        <UnstyledButton id={id} dir="ltr" className={classes.zone} onClick={() => setOpen(true)} title={t("zone")}>
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Select
          label={t("zone")}
          data={zones}
          value={zone}
          searchable
          limit={30}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            if (next !== null) onChoose(next);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
