import { IconUserCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { readMe } from "@/api/me";
import { useModel } from "@/api/model-context";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { PageTabs } from "@/components/page-tabs/page-tabs";
import { InterfaceForm } from "./interface-form";
import { ProfileForm } from "./profile-form";
import { SecuritySection } from "./security-section";
import { SessionList } from "./session-list";
import { TokenList } from "./token-list";

const SECTIONS = ["profile", "security", "sessions", "tokens"] as const;

/** One's own account. An API token that belongs to nobody has none. */
export function AccountPage() {
  const { t } = useTranslation("people");
  const { userId } = useModel();
  const { section } = useSearch({ from: "/shell/account" });
  const current = SECTIONS.find((name) => name === section) ?? "profile";
  if (userId === null) {
    return (
      <Page title={t("account")} width="narrow">
        <Notice icon={<IconUserCircle size={22} aria-hidden />} title={t("accountNone")} />
      </Page>
    );
  }
  const tabs = SECTIONS.map((name) => ({ name, label: t(name) }));
  return (
    <Page title={t("account")} width="narrow">
      <PageTabs label={t("account")} tabs={tabs} current={current} />
      {current === "profile" && <Profile />}
      {current === "security" && <SecuritySection />}
      {current === "sessions" && <SessionList owner="me" />}
      {current === "tokens" && <TokenList owner="me" />}
    </Page>
  );
}

function Profile() {
  const me = useQuery({ queryKey: keys.me, queryFn: ({ signal }) => readMe("*", signal) });
  if (me.isPending) return <Loading />;
  if (me.isError) return <ErrorNotice error={me.error} onRetry={() => me.refetch()} />;
  return (
    <>
      <ProfileForm me={me.data} />
      <InterfaceForm />
    </>
  );
}
