import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useRoleNames } from "@/hooks/use-role-names";
import { useTypedText } from "@/hooks/use-typed-text";
import classes from "./people.module.css";
import { useUserWords } from "./use-user-words";
import type { UsersSearch } from "./users-query";

const TYPING_PAUSE = 200;

interface Props {
  readonly search: UsersSearch;
  readonly onChoose: (change: UsersSearch) => void;
}

export function UsersToolbar({ search, onChoose }: Props) {
  const { t } = useTranslation("people");
  const words = useUserWords();
  const roles = useRoleNames();
  const { typed, type } = useTypedText(
    search.search ?? "",
    (text) => onChoose({ search: text || undefined }),
    TYPING_PAUSE,
  );
  return (
    <search className={classes.toolbar}>
      <TextInput
        className={classes.find}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        placeholder={t("find")}
        aria-label={t("find")}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      {roles.list.length > 0 && (
        <Select
          aria-label={t("role")}
          placeholder={t("everyRole")}
          data={roles.list.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.role ?? null}
          onChange={(role) => onChoose({ role: role ?? undefined })}
          clearable
        />
      )}
      <Select
        aria-label={words.fieldName("status")}
        placeholder={t("everyStatus")}
        data={[...words.statuses]}
        value={search.status ?? null}
        onChange={(status) => onChoose({ status: status ?? undefined })}
        clearable
      />
    </search>
  );
}
