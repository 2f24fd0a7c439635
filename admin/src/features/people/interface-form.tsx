import { SegmentedControl, Select, Stack } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section/section";
import { isAppearance, usePreferences } from "@/hooks/use-preferences";
import { isLanguage, LANGUAGES } from "@/i18n/languages";
import classes from "./people.module.css";

/** Language and appearance: taken at once, and kept in the account. */
export function InterfaceForm() {
  const { t } = useTranslation(["people", "shell"]);
  const id = useId();
  const { language, appearance, setLanguage, setAppearance } = usePreferences();
  const appearances = [
    { value: "auto", label: t("shell:auto") },
    { value: "light", label: t("shell:light") },
    { value: "dark", label: t("shell:dark") },
  ];
  return (
    <Section title={t("interface")} text={t("interfaceText")}>
      <Stack gap="md" maw="26rem">
        <Select
          label={t("shell:language")}
          data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
          value={language}
          onChange={(code) => isLanguage(code) && setLanguage(code)}
          allowDeselect={false}
        />
        <div>
          <p className={classes.label} id={id}>
            {t("shell:colorScheme")}
          </p>
          <SegmentedControl
            aria-labelledby={id}
            data={appearances}
            value={appearance}
            onChange={(value) => isAppearance(value) && setAppearance(value)}
          />
        </div>
      </Stack>
    </Section>
  );
}
