import { Badge, Button } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { deleteToken, readTokens, type Token } from "@/api/people";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Dialog } from "@/components/dialog/dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Section } from "@/components/section/section";
import { useRoleNames } from "@/hooks/use-role-names";
import { useFormats } from "@/i18n/format";
import { TokenDialog } from "./token-dialog";

interface Props {
  /** `me`, a user's id, or null for those of everybody. */
  readonly owner: string | null;
}

export function TokenList({ owner }: Props) {
  const { t } = useTranslation("people");
  const [isNew, setNew] = useState(false);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const tokens = useQuery({ queryKey: keys.tokens(owner), queryFn: ({ signal }) => readTokens(owner, signal) });
  const columns = useColumns(owner, setLeaving);
  return (
    <Section
      title={owner === null ? t("tokensOfAll") : t("tokens")}
      text={t("tokensText")}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
          {t("newToken")}
        </Button>
      }
    >
      {tokens.isPending && <Loading />}
      {tokens.isError && <ErrorNotice error={tokens.error} onRetry={() => tokens.refetch()} />}
      {tokens.data?.length === 0 && <Notice icon={<IconKey size={22} aria-hidden />} title={t("noTokens")} />}
      {tokens.data !== undefined && tokens.data.length > 0 && (
        <DataTable label={t("tokens")} columns={columns} rows={tokens.data} keyOf={(token) => token.id} />
      )}
      <TokenDialog owner={owner} isOpen={isNew} onClose={() => setNew(false)} />
      <RevokeDialog owner={owner} token={leaving} onClose={() => setLeaving(null)} />
    </Section>
  );
}

function useColumns(owner: string | null, revoke: (token: Token) => void): readonly DataColumn<Token>[] {
  const { t } = useTranslation("people");
  const formats = useFormats();
  const roles = useRoleNames();
  return [
    {
      name: "name",
      label: t("name"),
      cell: (token) => (
        <>
          {token.name} {token.isReadOnly && <Badge variant="light">{t("readOnly")}</Badge>}
          <small>
            <code>qt_{token.prefix}_…</code>
          </small>
        </>
      ),
    },
    ...(owner === null ? [{ name: "owner", label: t("owner"), cell: (token: Token) => <Owner token={token} /> }] : []),
    {
      name: "roles",
      label: t("roles"),
      cell: (token) => token.roles.map(roles.nameOf).join(", ") || t("rolesOfOwner"),
    },
    {
      name: "expires",
      label: t("expires"),
      cell: (token) => {
        if (token.expiresAt === null) return t("expiresNever");
        const isOver = token.expiresAt < new Date();
        return isOver ? <Badge {...OVER}>{t("expired")}</Badge> : formats.date(token.expiresAt);
      },
    },
    {
      name: "used",
      label: t("lastUsed"),
      cell: (token) => (token.lastUsedAt === null ? t("never") : formats.relative(token.lastUsedAt)),
    },
    {
      name: "revoke",
      label: t("revoke"),
      hidesLabel: true,
      align: "end",
      cell: (token) => (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          onClick={() => revoke(token)}
          aria-label={t("revokeNamed", { name: token.name })}
        >
          {t("revoke")}
        </Button>
      ),
    },
  ];
}

const OVER = { c: "var(--q-bad-text)", bg: "var(--q-bad-ground)", miw: "max-content" } as const;

function Owner({ token }: { readonly token: Token }) {
  const { t } = useTranslation("people");
  if (token.owner === null) return t("machine");
  return (
    <Link to="/users/$id" params={{ id: token.owner.id }} search={{}}>
      {token.owner.name}
    </Link>
  );
}

interface RevokeProps {
  readonly owner: string | null;
  readonly token: Token | null;
  readonly onClose: () => void;
}

function RevokeDialog({ owner, token, onClose }: RevokeProps) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const name = token?.name ?? "";
  const revoke = useMutation({
    mutationFn: (id: string) => deleteToken(owner, id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.tokens(owner) });
      onClose();
    },
  });
  return (
    <Dialog isOpen={token !== null} onClose={onClose} title={t("revokeNamed", { name })}>
      <p>{t("revokeSure", { name })}</p>
      {revoke.isError && <ErrorNotice error={revoke.error} />}
      <Button
        color="red"
        loading={revoke.isPending}
        onClick={() => token !== null && revoke.mutate(token.id)}
        fullWidth
      >
        {t("revoke")}
      </Button>
    </Dialog>
  );
}
