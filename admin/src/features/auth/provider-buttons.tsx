import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isSignedIn, type Provider, providerAddress } from "@/api/auth";
import { AuthMessage } from "./auth-message";

interface Props {
  readonly providers: readonly Provider[];
  readonly next: string;
  readonly isOverPage: boolean;
  readonly onSignedIn: () => void;
}

/** Single sign-on. Over a page it happens in another tab: the page stays, and goes on when one comes back. */
export function ProviderButtons({ providers, next, isOverPage, onSignedIn }: Props) {
  const { t } = useTranslation("auth");
  const [isElsewhere, setElsewhere] = useState(false);
  const look = useEffectEvent(async () => {
    if (await isSignedIn()) onSignedIn();
  });
  useEffect(() => {
    if (!isElsewhere) return;
    const comeBack = () => void look();
    window.addEventListener("focus", comeBack);
    return () => window.removeEventListener("focus", comeBack);
  }, [isElsewhere]);
  const way = isOverPage
    ? { target: "_blank", rel: "noopener", rightSection: <IconExternalLink size={16} aria-hidden /> }
    : {};
  return (
    <>
      {isElsewhere && <AuthMessage kind="good">{t("elsewhere")}</AuthMessage>}
      {providers.map((provider) => (
        <Button
          key={provider.name}
          component="a"
          href={providerAddress(provider, next)}
          variant="default"
          onClick={() => setElsewhere(isOverPage)}
          {...way}
        >
          {t("continueWith", { provider: provider.label })}
        </Button>
      ))}
    </>
  );
}
