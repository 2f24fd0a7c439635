import { SegmentedControl, Switch, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { Page } from "@/components/page/page";
import { labelOf } from "@/hooks/use-label";
import { matchScore } from "@/lib/match";
import { CollectionCard } from "./collection-card";
import classes from "./model-page.module.css";

const Diagram = lazy(() => import("./diagram").then((module) => ({ default: module.Diagram })));

export function ModelPage() {
  const { t, i18n } = useTranslation("model");
  const { view = "list" } = useSearch({ from: "/shell/model" });
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [withSystem, setWithSystem] = useState(false);
  const all = [...useModel().collections.values()].filter((collection) => withSystem || !collection.isSystem);
  const shown = all.filter((collection) => isFound(collection, typed, i18n.language));
  return (
    <Page
      title={t("title")}
      actions={
        <SegmentedControl
          value={view}
          onChange={(next) => navigate({ to: "/model", search: next === "diagram" ? { view: next } : {} })}
          data={[
            { value: "list", label: t("list") },
            { value: "diagram", label: t("diagram") },
          ]}
        />
      }
    >
      <p className={classes.about}>{t("about")}</p>
      <div className={classes.tools}>
        <TextInput
          className={classes.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t("find")}
          aria-label={t("find")}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <Switch
          checked={withSystem}
          onChange={(event) => setWithSystem(event.currentTarget.checked)}
          label={t("system")}
        />
      </div>
      {shown.length === 0 && <p>{t("nothing")}</p>}
      {view === "diagram" ? (
        <Suspense fallback={<Loading />}>
          <Diagram collections={shown} />
        </Suspense>
      ) : (
        <div className={classes.cards}>
          {shown.map((collection) => (
            <CollectionCard key={collection.name} collection={collection} />
          ))}
        </div>
      )}
    </Page>
  );
}

function isFound(collection: Collection, typed: string, language: string): boolean {
  const names = [collection, ...collection.fields].flatMap((one) => [one.name, labelOf(one, language)]);
  return names.some((name) => matchScore(name, typed) > 0);
}
