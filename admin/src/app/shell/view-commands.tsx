import { IconBookmark } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { type Command, useCommands } from "@/hooks/use-commands";
import { useLabel } from "@/hooks/use-label";
import { useViews } from "@/items/views/use-views";
import { searchOf } from "@/items/views/view-state";

/** Every saved view is one step away. Draws nothing; apart from the shell, because the first page does not wait for it. */
export function ViewCommands() {
  useCommands(useViewCommands());
  return null;
}

function useViewCommands(): readonly Command[] {
  const { t } = useTranslation(["lists", "shell"]);
  const { collections } = useModel();
  const labelOf = useLabel();
  const navigate = useNavigate();
  const views = useViews();
  return useMemo(
    () =>
      (views ?? []).flatMap((view) => {
        const collection = collections.get(view.collection);
        if (collection === undefined) return [];
        const perform = () =>
          navigate({
            to: "/content/$collection",
            params: { collection: view.collection },
            search: searchOf(view),
            state: { view: view.id },
          });
        return {
          id: `view-${view.id}`,
          label: t("lists:views.command", { collection: labelOf(collection), view: view.name }),
          group: t("shell:palette.goTo"),
          icon: <IconBookmark size={18} stroke={1.6} aria-hidden />,
          perform,
        };
      }),
    [views, collections, labelOf, navigate, t],
  );
}
