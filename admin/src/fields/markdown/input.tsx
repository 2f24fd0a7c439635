import { SegmentedControl, Stack } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AreaInput } from "../area-input";
import type { InputProps } from "../define-field";

const Preview = lazy(() => import("./preview").then((module) => ({ default: module.Preview })));

export function MarkdownInput(props: InputProps<string>) {
  const { t } = useTranslation("fields");
  const [view, setView] = useState("write");
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        value={view}
        onChange={setView}
        aria-label={t("markdown.view")}
        data={[
          { value: "write", label: t("markdown.write") },
          { value: "preview", label: t("markdown.preview") },
        ]}
        style={{ alignSelf: "flex-start" }}
      />
      {/* Hidden, not gone: the cursor and what can be undone stay. */}
      <div hidden={view !== "write"}>
        <AreaInput {...props} minRows={8} />
      </div>
      {view === "preview" && (
        <Suspense>
          <Preview text={props.value} />
        </Suspense>
      )}
    </Stack>
  );
}
