import { Button, ColorInput, Group, Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCircleDashed } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { readMe } from "@/api/me";
import { useModel } from "@/api/model-context";
import { readRoles } from "@/api/people";
import { keptToken } from "@/api/session";
import { createView, deleteView, renameView, type View, type ViewState, type ViewWish } from "@/api/views";
import { Dialog } from "@/components/dialog/dialog";
import { ErrorNotice } from "@/components/notice/error-notice";
import { asText } from "@/lib/json";
import { useRereadViews } from "./use-views";

interface Props {
  readonly collection: string;
  /** Null: a new one. */
  readonly view: View | null;
  readonly state: ViewState;
  readonly onSaved?: (id: string) => void;
  readonly onClose: () => void;
}

const COLORS = ["#3b4cca", "#2f9e60", "#b7791f", "#c0312b", "#8a4fbf", "#0f8b8d", "#8f887c"];

/** Names a view, and says who sees it. */
export function ViewDialog({ collection, view, state, onSaved, onClose }: Props) {
  const { t } = useTranslation("view");
  const { isAdmin } = useModel();
  const [name, setName] = useState(view?.name ?? "");
  const [color, setColor] = useState(view?.color ?? "");
  const sharing = useSharing(view);
  const reread = useRereadViews();
  const save = useMutation({
    mutationFn: async () => {
      const wish: ViewWish = {
        name: name.trim(),
        color: color === "" ? null : color,
        ...(isAdmin && sharing.wish !== undefined ? { sharing: sharing.wish } : {}),
      };
      if (view === null) return (await createView(collection, wish, state)).id;
      await renameView(view.id, wish);
      return view.id;
    },
    onSuccess: async (id) => {
      await reread();
      notifications.show({ message: t("saved") });
      onSaved?.(id);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate();
  };
  return (
    <Dialog isOpen onClose={onClose} title={t(view === null ? "newTitle" : "editTitle")}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <ColorInput
            label={t("color")}
            value={color}
            onChange={setColor}
            leftSection={color === "" ? <IconCircleDashed size={18} aria-hidden /> : undefined}
            swatches={COLORS}
            withPicker={false}
            withEyeDropper={false}
            swatchesPerRow={7}
          />
          {isAdmin && (
            <Select
              label={t("sharedWith")}
              data={sharing.choices}
              value={sharing.chosen}
              onChange={(next) => next !== null && sharing.choose(next)}
              allowDeselect={false}
            />
          )}
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            {view !== null && <DeleteButton view={view} onClose={onClose} />}
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!sharing.isReady}>
              {t("keep")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const ME = "me";
const EVERYBODY = "everybody";
const ROLE = "role:";

/** With whom an administrator shares. A token that is nobody's keeps nothing for itself. */
function useSharing(view: View | null) {
  const { t } = useTranslation("view");
  const { isAdmin } = useModel();
  const roles = useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => readRoles(signal), enabled: isAdmin });
  const isPerson = keptToken() === null;
  const me = useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => readMe("*", signal),
    enabled: isPerson,
    retry: false,
  });
  const [picked, choose] = useState<string | null>(null);
  const now = view?.role != null ? `${ROLE}${view.role}` : view?.owner === null ? EVERYBODY : ME;
  const chosen = picked ?? (view === null && !isPerson ? EVERYBODY : now);
  const choices = [
    ...(isPerson ? [{ value: ME, label: t("onlyMe") }] : []),
    { value: EVERYBODY, label: t("everybody") },
    ...(roles.data ?? []).map(({ id, name }) => ({ value: `${ROLE}${id}`, label: t("withRole", { role: name }) })),
  ];
  const role = chosen.startsWith(ROLE) ? chosen.slice(ROLE.length) : null;
  const own = asText(me.data?.id);
  // The server knows whose a new view is; to take a shared one back, it has to be said.
  const wish = chosen !== ME ? { owner: null, role } : own === null ? undefined : { owner: own, role: null };
  return { chosen, choose, choices, wish, isReady: wish !== undefined || view?.owner !== null };
}

/** Asks once more in its own place. */
function DeleteButton({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const { t } = useTranslation("view");
  const [isSure, setSure] = useState(false);
  const reread = useRereadViews();
  const remove = useMutation({
    mutationFn: () => deleteView(view.id),
    onSuccess: async () => {
      await reread();
      notifications.show({ message: t("deleted") });
      onClose();
    },
  });
  return (
    <Button
      variant="subtle"
      color="red"
      mr="auto"
      title={t("deleteText")}
      loading={remove.isPending}
      onClick={() => (isSure ? remove.mutate() : setSure(true))}
    >
      {t(isSure ? "deleteReally" : "delete")}
    </Button>
  );
}
