import { IconKeyboard, IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { type Command, useCommands } from "@/hooks/use-commands";
import { useLabel } from "@/hooks/use-label";
import { usePreferences } from "@/hooks/use-preferences";
import { groupsOf } from "./groups";
import { PLACES } from "./places";

interface Dialogs {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

/** What can be done from everywhere. */
export function useShellCommands(dialogs: Dialogs): void {
  useCommands(useAppCommands(dialogs));
  useCommands(usePlaceCommands());
  useCommands(useCollectionCommands());
}

function useAppCommands({ openPalette, openHelp }: Dialogs): readonly Command[] {
  const { t } = useTranslation("shell");
  const { setAppearance } = usePreferences();
  return useMemo(() => {
    const group = t("palette.app");
    const icon = { size: 18, stroke: 1.6, "aria-hidden": true } as const;
    return [
      {
        id: "palette",
        label: t("palette.open"),
        group,
        icon: <IconSearch {...icon} />,
        keys: "mod+k",
        perform: openPalette,
      },
      {
        id: "help",
        label: t("shortcuts.title"),
        group,
        icon: <IconKeyboard {...icon} />,
        keys: "?",
        perform: openHelp,
      },
      { id: "light", label: t("useLight"), group, icon: <IconSun {...icon} />, perform: () => setAppearance("light") },
      { id: "dark", label: t("useDark"), group, icon: <IconMoon {...icon} />, perform: () => setAppearance("dark") },
    ];
  }, [t, openPalette, openHelp, setAppearance]);
}

function usePlaceCommands(): readonly Command[] {
  const { t } = useTranslation("shell");
  const model = useModel();
  const navigate = useNavigate();
  return useMemo(
    () =>
      PLACES.filter((place) => place.isThere(model)).map(({ to, text, icon: Icon }) => ({
        id: `place-${to.slice(1)}`,
        label: t(text),
        group: t("palette.goTo"),
        icon: <Icon size={18} stroke={1.6} aria-hidden />,
        perform: () => navigate({ to }),
      })),
    [t, model, navigate],
  );
}

function useCollectionCommands(): readonly Command[] {
  const { t } = useTranslation("shell");
  const model = useModel();
  const labelOf = useLabel();
  const navigate = useNavigate();
  return useMemo(() => {
    const collections = groupsOf(model).flatMap((group) => group.collections);
    const lists = collections.map((collection) => ({
      id: `list-${collection.name}`,
      label: labelOf(collection),
      group: t("palette.goTo"),
      icon: <CollectionIcon name={collection.icon} />,
      perform: () => navigate({ to: "/content/$collection", params: { collection: collection.name } }),
    }));
    const creatable = collections.filter((one) => one.permissions.create.access !== "none" && !one.isSingleton);
    const creations = creatable.map((collection) => ({
      id: `new-${collection.name}`,
      label: t("palette.newIn", { collection: labelOf(collection) }),
      group: t("palette.create"),
      icon: <IconPlus size={18} stroke={1.6} aria-hidden />,
      perform: () => navigate({ to: "/content/$collection/$id", params: { collection: collection.name, id: "+" } }),
    }));
    return [...lists, ...creations];
  }, [t, model, labelOf, navigate]);
}
