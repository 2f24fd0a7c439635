import { Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemId, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { ErrorNotice } from "@/components/notice/error-notice";
import classes from "./file-input.module.css";
import { FilePicture } from "./file-picture";
import { type Link, linkTitle, wantedOf } from "./link";
import { acceptOf } from "./upload";

const SHOWN = "48";
const TYPING_PAUSE = 200;

interface Props {
  readonly field: Field;
  readonly library: Collection;
  readonly onChoose: (link: Link) => void;
}

/** The newest files that the field accepts, or those that are searched for. */
export function FileLibrary({ field, library, onChoose }: Props) {
  const { t } = useTranslation("fields");
  const model = useModel();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const accepted = acceptOf(field).map((type) =>
    type.endsWith("/*") ? { type: { _starts_with: type.slice(0, -1) } } : { type: { _eq: type } },
  );
  const query = {
    fields: wantedOf(library.name, model),
    limit: SHOWN,
    sort: library.fields.some((one) => one.name === "uploaded_on") ? "-uploaded_on" : `-${library.primaryKey}`,
    ...(search === "" ? {} : { search }),
    ...(accepted.length === 0 ? {} : { filter: JSON.stringify({ _or: accepted }) }),
  };
  const found = useQuery({
    queryKey: keys.list(library.name, query),
    queryFn: ({ signal }) => listItems(library, query, signal),
    placeholderData: keepPreviousData,
  });
  const links = (found.data?.items ?? []).flatMap((item): Link[] => {
    const id = itemId(library, item);
    return id === null ? [] : [{ collection: library.name, id, item, made: null }];
  });
  return (
    <Stack gap="md">
      <TextInput
        type="search"
        aria-label={t("file.search")}
        placeholder={t("file.search")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      {found.isError && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isSuccess && links.length === 0 && <p>{t("file.none")}</p>}
      <ul className={classes.shelf}>
        {links.map((link) => (
          <li key={link.id}>
            <button type="button" onClick={() => onChoose(link)}>
              <FilePicture link={link} />
              <span className={classes.name}>{linkTitle(link, model) || link.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
