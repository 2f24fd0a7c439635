import { Button, MultiSelect, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { inviteByLink, inviteByMail } from "@/api/people";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";
import { useRoleNames } from "@/hooks/use-role-names";
import { addressesIn } from "./addresses";
import { type Invited, InvitedList } from "./invited-list";
import classes from "./people.module.css";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One or many at once. What became of each is told; those that failed can be tried again. */
export function InviteDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation("people");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("inviteTitle")} size="lg">
      <Invitation onDone={onClose} />
    </Dialog>
  );
}

type Way = "mail" | "link";

function Invitation({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("people");
  const { isAdmin } = useModel();
  const roleNames = useRoleNames();
  const invite = useInviting();
  const [text, setText] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const [way, setWay] = useState<Way>("mail");
  const addresses = addressesIn(text);
  if (invite.results !== null) return <InvitedList invited={invite.results} onDone={onDone} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.perform(addresses, roles, way);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label={t("inviteWhom")}
          description={t("inviteWhomHelp")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
          dir="ltr"
          required
          data-autofocus
        />
        <MultiSelect
          label={t("roles")}
          placeholder={roles.length === 0 ? t("noRoleYet") : ""}
          data={roleNames.list.filter(({ id }) => id !== "public").map(({ id, name }) => ({ value: id, label: name }))}
          value={roles}
          onChange={setRoles}
          clearable
        />
        {isAdmin && (
          <div>
            <SegmentedControl
              aria-label={t("inviteWay")}
              data={[
                { value: "mail", label: t("byMail") },
                { value: "link", label: t("byLink") },
              ]}
              value={way}
              onChange={(value) => setWay(value === "link" ? "link" : "mail")}
              fullWidth
            />
            <p className={classes.help}>{way === "mail" ? t("byMailHelp") : t("byLinkHelp")}</p>
          </div>
        )}
        <Button type="submit" loading={invite.isPending} disabled={addresses.length === 0} fullWidth>
          {addresses.length === 0 ? t("invite") : t("inviteMany", { count: addresses.length })}
        </Button>
      </Stack>
    </form>
  );
}

function useInviting() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const describe = useErrorText();
  const [isPending, setPending] = useState(false);
  const [results, setResults] = useState<readonly Invited[] | null>(null);
  const one = async (email: string, roles: readonly string[], way: Way): Promise<Invited> => {
    try {
      if (way === "link") return { email, link: await inviteByLink(email, roles), problem: null };
      await inviteByMail(email, roles);
      return { email, link: null, problem: null };
    } catch (error) {
      const isTaken = isApiError(error, "RECORD_NOT_UNIQUE");
      const isWithoutMail = isApiError(error) && error.status === 503;
      const problem = isTaken ? t("inviteTaken") : isWithoutMail ? t("inviteNoMail") : describe(error);
      return { email, link: null, problem };
    }
  };
  const perform = async (addresses: readonly string[], roles: readonly string[], way: Way) => {
    setPending(true);
    const made: Invited[] = [];
    // One after the other: a hundred at once would be a storm, and the order is the one that was typed.
    for (const email of addresses) made.push(await one(email, roles, way));
    await client.invalidateQueries({ queryKey: keys.collection("quintet_users") });
    setPending(false);
    setResults(made);
  };
  return { perform, isPending, results };
}
