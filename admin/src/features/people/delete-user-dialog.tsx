import { Button, Stack } from "@mantine/core";
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { deleteItems, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { ErrorNotice } from "@/components/notice/error-notice";
import { useLabel } from "@/hooks/use-label";
import classes from "./people.module.css";

interface Props {
  readonly users: Collection;
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Says what becomes of what somebody has made before his account goes. */
export function DeleteUserDialog(props: Props) {
  const { t } = useTranslation("people");
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("deleteNamed", { name: props.name })}>
      <Content {...props} />
    </Dialog>
  );
}

function Content({ users, id }: Props) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const navigate = useNavigate();
  const made = useMade(id);
  const remove = useMutation({
    mutationFn: () => deleteItems(users, [id]),
    onSuccess: async () => {
      await navigate({ to: "/users", search: {} });
      await client.invalidateQueries({ queryKey: keys.collection(users.name) });
    },
  });
  return (
    <Stack gap="md">
      <p className={classes.text}>{t("deleteGoes")}</p>
      <p className={classes.text}>{made.length === 0 ? t("deleteNothingMade") : t("deleteStays")}</p>
      {made.length > 0 && (
        <ul className={classes.made}>
          {made.map(({ label, count }) => (
            <li key={label}>{t("madeIn", { count, collection: label })}</li>
          ))}
        </ul>
      )}
      <p className={classes.text}>{t("deleteRather")}</p>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()} fullWidth>
        {t("delete")}
      </Button>
    </Stack>
  );
}

/** How many items of each collection somebody has made. */
function useMade(user: string): readonly { readonly label: string; readonly count: number }[] {
  const labelOf = useLabel();
  const wanted = [...useModel().collections.values()].flatMap((collection) => {
    const author = collection.fields.find((field) => field.special.has("user-created"));
    return author === undefined || collection.permissions.read.access === "none" ? [] : [{ collection, author }];
  });
  const counts = useQueries({
    queries: wanted.map(({ collection, author }) => {
      const filter = JSON.stringify({ [author.name]: { _eq: user } });
      const query = { limit: "0", meta: "filter_count", filter };
      return {
        queryKey: keys.list(collection.name, query),
        queryFn: ({ signal }: { signal: AbortSignal }) => listItems(collection, query, signal),
      };
    }),
  });
  return wanted.flatMap(({ collection }, at) => {
    const count = counts[at]?.data?.matching ?? 0;
    return count === 0 ? [] : [{ label: labelOf(collection), count }];
  });
}
