import { Button, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/components/loading/loading";
import { fieldsText } from "@/items/table/columns";
import type { List } from "./use-list";

const ColumnsPanel = lazy(() =>
  import("@/items/columns/columns-panel").then((module) => ({ default: module.ColumnsPanel })),
);

export function ColumnsButton({ list: { collection, columns, change } }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />} onClick={() => setOpen(!isOpen)}>
          {t("columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns")}>
        <Suspense fallback={<Loading />}>
          <ColumnsPanel
            collection={collection}
            columns={columns}
            onChange={(next) => {
              const names = next.map(({ name }) => name);
              change({ fields: fieldsText(collection, names) }, { isReplacing: true });
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
