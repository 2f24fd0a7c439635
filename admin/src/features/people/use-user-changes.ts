import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { requestReset } from "@/api/auth";
import { type Item, updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { endOtherSessions, inviteByLink, inviteByMail } from "@/api/people";
import { removeCodes } from "@/api/second-factor";
import { useErrorText } from "@/hooks/use-error-text";
import { asText, asTexts } from "@/lib/json";
import { useTelling } from "./use-telling";

interface UserChanges {
  readonly suspend: () => void;
  readonly activate: () => void;
  readonly signOut: () => void;
  readonly resetFactor: () => void;
  readonly sendReset: () => void;
  readonly resend: () => void;
  /** A new link of the invitation; an earlier one ends. */
  readonly makeLink: () => Promise<string>;
}

export function useUserChanges(users: Collection, user: Item): UserChanges {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const describe = useErrorText();
  const tell = useTelling();
  const id = String(user.id);
  const email = asText(user.email) ?? "";
  const setStatus = async (status: string) => {
    await updateItem(users, id, { status });
    await client.invalidateQueries({ queryKey: keys.collection(users.name) });
    await client.invalidateQueries({ queryKey: keys.sessions(id) });
  };
  return {
    suspend: () => tell(() => setStatus("suspended"), t("suspended")),
    activate: () => tell(() => setStatus("active"), t("activated")),
    signOut: () =>
      tell(async () => {
        await endOtherSessions(id);
        await client.invalidateQueries({ queryKey: keys.sessions(id) });
      }, t("signedOut")),
    resetFactor: () =>
      tell(async () => {
        await removeCodes(id);
        await client.invalidateQueries({ queryKey: keys.factors(id) });
      }, t("factorReset")),
    sendReset: () => tell(() => requestReset(email), t("resetSent")),
    resend: () => tell(() => inviteByMail(email, asTexts(user.roles)), t("resent")),
    makeLink: async () => {
      try {
        return await inviteByLink(email, asTexts(user.roles));
      } catch (error) {
        notifications.show({ message: describe(error), color: "red" });
        throw error;
      }
    },
  };
}
