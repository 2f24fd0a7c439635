import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { keepState, type View, type ViewState } from "@/api/views";
import { useErrorText } from "@/hooks/use-error-text";
import { useRereadViews } from "./use-views";

interface Props {
  readonly view: View;
  readonly state: ViewState;
  readonly onNew: () => void;
}

/** What becomes of a view that one has come by and changed. */
export function SaveMenu({ view, state, onNew }: Props) {
  const { t } = useTranslation("view");
  const errorText = useErrorText();
  const reread = useRereadViews();
  const update = async () => {
    try {
      await keepState(view.id, state);
      await reread();
      notifications.show({ message: t("saved") });
    } catch (error) {
      notifications.show({ message: errorText(error), color: "red" });
    }
  };
  return (
    <>
      <Menu.Item onClick={update}>{t("update", { name: view.name })}</Menu.Item>
      <Menu.Item onClick={onNew}>{t("saveAs")}</Menu.Item>
    </>
  );
}
