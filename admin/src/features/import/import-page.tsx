import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { MissingPage } from "@/components/missing-page/missing-page";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import { FileChooser } from "./file-chooser";
import { ImportSteps } from "./import-steps";
import type { Preview } from "./preview";

/** A file of rows becomes items: chosen, looked at, tried, written. */
export function ImportPage() {
  const { collection: name } = useParams({ from: "/shell/content/$collection/+import" });
  const collection = useCollection(name);
  const may = collection?.permissions.create.access !== "none" || collection.permissions.update.access !== "none";
  if (collection === undefined || collection.isSingleton || collection.isView || !may) return <MissingPage />;
  return <Import key={name} collection={collection} />;
}

function Import({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("imports");
  const labelOf = useLabel();
  const [preview, setPreview] = useState<Preview | null>(null);
  return (
    <Page
      title={t("title", { collection: labelOf(collection) })}
      width="narrow"
      actions={<Back collection={collection} />}
    >
      {preview === null ? (
        <FileChooser onChoose={setPreview} />
      ) : (
        <ImportSteps
          key={preview.file.name}
          collection={collection}
          preview={preview}
          onOther={() => setPreview(null)}
        />
      )}
    </Page>
  );
}

function Back({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("imports");
  return (
    <Button
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden className="flips" />}
      renderRoot={(props) => <Link to="/content/$collection" params={{ collection: collection.name }} {...props} />}
    >
      {t("back")}
    </Button>
  );
}
