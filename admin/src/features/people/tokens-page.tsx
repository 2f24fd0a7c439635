import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/page";
import { TokenList } from "./token-list";

/** Those of everybody and of machines, for administrators. */
export function TokensPage() {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("places.tokens")} width="narrow">
      <TokenList owner={null} />
    </Page>
  );
}
