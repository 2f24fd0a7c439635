import { Anchor, Group, NumberInput, Stack } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import type { Point } from "./definition";

const PointMap = lazy(() => import("./map").then((module) => ({ default: module.PointMap })));

export function PointInput(props: InputProps<Point>) {
  const { t } = useTranslation("fields");
  const { latitude, longitude } = props.value;
  const common = {
    readOnly: props.isReadOnly,
    error: props.isInvalid,
    clampBehavior: "none",
    hideControls: true,
    decimalScale: 7,
    flex: 1,
    "aria-describedby": props.describedBy,
  } as const;
  return (
    <Stack gap="xs" role="group" aria-labelledby={props.labelId}>
      <Group gap="sm" grow>
        <NumberInput
          {...common}
          id={props.id}
          description={t("point.latitude")}
          aria-label={t("point.latitude")}
          value={latitude}
          onChange={(next) => props.onChange((before) => ({ ...before, latitude: next }))}
        />
        <NumberInput
          {...common}
          description={t("point.longitude")}
          aria-label={t("point.longitude")}
          value={longitude}
          onChange={(next) => props.onChange((before) => ({ ...before, longitude: next }))}
        />
      </Group>
      <Suspense fallback={null}>
        <PointMap
          latitude={typeof latitude === "number" ? latitude : null}
          longitude={typeof longitude === "number" ? longitude : null}
          isReadOnly={props.isReadOnly}
          onChoose={(north, east) => props.onChange({ latitude: north, longitude: east })}
        />
      </Suspense>
      {typeof latitude === "number" && typeof longitude === "number" && (
        <Anchor
          size="sm"
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("point.map")}
        </Anchor>
      )}
    </Stack>
  );
}
