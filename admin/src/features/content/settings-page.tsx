import { useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import { MissingPage } from "@/components/missing-page/missing-page";
import classes from "./item-editor.module.css";
import { StoredItem } from "./item-page";

/** What the project is called and looks like: an item like any other, but what is around the page follows it. */
export function SettingsPage() {
  const settings = useCollection("quintet_settings");
  const client = useQueryClient();
  if (settings === undefined || settings.permissions.update.access === "none") return <MissingPage />;
  return (
    <div className={classes.page}>
      <StoredItem
        collection={settings}
        id={null}
        isCopied={false}
        onStored={() => void client.invalidateQueries({ queryKey: keys.model })}
      />
    </div>
  );
}
