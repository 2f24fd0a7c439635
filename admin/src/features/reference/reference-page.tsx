import { Anchor, SegmentedControl, Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CodeBlock } from "@/components/code-block/code-block";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import classes from "./reference-page.module.css";
import { actionsOf, LANGUAGES, type SampleLanguage, sample } from "./samples";

export function ReferencePage() {
  const { t } = useTranslation("reference");
  const labelOf = useLabel();
  const model = useModel();
  const navigate = useNavigate();
  const { collection: wanted, language = "curl" } = useSearch({ from: "/shell/reference" });
  const collections = [...model.collections.values()];
  const collection =
    collections.find((one) => one.name === wanted) ?? collections.find((one) => !one.isSystem) ?? collections[0];
  const show = (next: { collection?: string; language?: SampleLanguage }) => {
    const chosen: { collection?: string | undefined; language: SampleLanguage } = {
      collection: collection?.name,
      language,
      ...next,
    };
    const search = {
      collection: chosen.collection,
      language: chosen.language === "curl" ? undefined : chosen.language,
    };
    return navigate({ to: "/reference", search, replace: true });
  };
  return (
    <Page
      title={t("title")}
      width="narrow"
      actions={
        <>
          <Anchor href="/docs">{t("full")}</Anchor>
          <Anchor href="/api/openapi.json">{t("document")}</Anchor>
        </>
      }
    >
      <p className={classes.about}>{t("about")}</p>
      <div className={classes.tools}>
        <Select
          label={t("collection")}
          data={collections.map((one) => ({ value: one.name, label: labelOf(one) }))}
          value={collection?.name ?? null}
          onChange={(name) => name !== null && show({ collection: name })}
          searchable
          allowDeselect={false}
        />
        <SegmentedControl
          value={language}
          onChange={(next) => show({ language: LANGUAGES.find((one) => one === next) ?? "curl" })}
          data={LANGUAGES.map((one) => ({ value: one, label: one === "client" ? t("client") : one }))}
          aria-label={t("language")}
        />
      </div>
      {collection !== undefined &&
        actionsOf(collection).map((action) => (
          <section key={action} className={classes.request}>
            <h2>{t(action)}</h2>
            <CodeBlock code={sample(language, action, collection, window.location.origin)} />
          </section>
        ))}
    </Page>
  );
}
