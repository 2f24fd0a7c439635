import { Button, Group } from "@mantine/core";
import { IconFingerprint, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type Passkey, readPasskeys, removePasskey } from "@/api/second-factor";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Dialog } from "@/components/dialog/dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Section } from "@/components/section/section";
import { useFormats } from "@/i18n/format";
import { hasPasskeys } from "@/lib/passkey";
import { PasskeyDialog, type PasskeyWish } from "./passkey-dialog";

/** The devices that sign in alone: one's own. */
export function PasskeyList() {
  const { t } = useTranslation("security");
  const [wish, setWish] = useState<PasskeyWish | null>(null);
  const [leaving, setLeaving] = useState<Passkey | null>(null);
  const passkeys = useQuery({ queryKey: keys.passkeys, queryFn: ({ signal }) => readPasskeys(signal) });
  const columns = useColumns(setWish, setLeaving);
  return (
    <Section
      title={t("passkeys")}
      text={hasPasskeys() ? t("passkeysText") : t("passkeysNotHere")}
      actions={
        hasPasskeys() && (
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setWish("new")}>
            {t("addPasskey")}
          </Button>
        )
      }
    >
      {passkeys.isPending && <Loading />}
      {passkeys.isError && <ErrorNotice error={passkeys.error} onRetry={() => passkeys.refetch()} />}
      {passkeys.data?.length === 0 && hasPasskeys() && (
        <Notice icon={<IconFingerprint size={22} aria-hidden />} title={t("noPasskeys")} isSmall />
      )}
      {passkeys.data !== undefined && passkeys.data.length > 0 && (
        <DataTable label={t("passkeys")} columns={columns} rows={passkeys.data} keyOf={(passkey) => passkey.id} />
      )}
      <PasskeyDialog wish={wish} onClose={() => setWish(null)} />
      <RemoveDialog passkey={leaving} onClose={() => setLeaving(null)} />
    </Section>
  );
}

function useColumns(
  rename: (passkey: Passkey) => void,
  remove: (passkey: Passkey) => void,
): readonly DataColumn<Passkey>[] {
  const { t } = useTranslation("security");
  const formats = useFormats();
  return [
    {
      name: "name",
      label: t("name"),
      cell: (passkey) => (
        <>
          {passkey.name}
          {passkey.createdAt !== null && <small>{t("since", { date: formats.date(passkey.createdAt) })}</small>}
        </>
      ),
    },
    {
      name: "used",
      label: t("lastUsed"),
      cell: (passkey) => (passkey.lastUsedAt === null ? t("never") : formats.relative(passkey.lastUsedAt)),
    },
    {
      name: "actions",
      label: t("actions"),
      hidesLabel: true,
      align: "end",
      cell: (passkey) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => rename(passkey)}
            aria-label={t("renameNamed", { name: passkey.name })}
          >
            {t("rename")}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={() => remove(passkey)}
            aria-label={t("removeNamed", { name: passkey.name })}
          >
            {t("remove")}
          </Button>
        </Group>
      ),
    },
  ];
}

function RemoveDialog({ passkey, onClose }: { readonly passkey: Passkey | null; readonly onClose: () => void }) {
  const { t } = useTranslation("security");
  const client = useQueryClient();
  const name = passkey?.name ?? "";
  const remove = useMutation({
    mutationFn: removePasskey,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.passkeys });
      await client.invalidateQueries({ queryKey: keys.factors("me") });
      onClose();
    },
  });
  return (
    <Dialog isOpen={passkey !== null} onClose={onClose} title={t("removeNamed", { name })}>
      <p>{t("removeSure")}</p>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Button color="red" loading={remove.isPending} onClick={() => passkey && remove.mutate(passkey.id)} fullWidth>
        {t("remove")}
      </Button>
    </Dialog>
  );
}
