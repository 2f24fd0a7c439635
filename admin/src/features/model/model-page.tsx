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
import { useIsPlanWaiting } from "@/hooks/use-pending-plan";
import { matchScore } from "@/lib/match";
import { CollectionCard } from "./collection-card";
import classes from "./model-page.module.css";

const Diagram = lazy(() => import("./diagram").then((module) => ({ default: module.Diagram })));

const PlanView = lazy(() => import("./plan-view").then((module) => ({ default: module.PlanView })));

const VIEWS = ["list", "diagram", "plan"] as const;

export function ModelPage() {
  const { t } = useTranslation("model");
  const { view = "list" } = useSearch({ from: "/shell/model" });
  const { isAdmin } = useModel();
  const navigate = useNavigate();
  const isWaiting = useIsPlanWaiting();
  const show = (next: string) => {
    const found = VIEWS.find((one) => one === next);
    void navigate({ to: "/model", search: found === undefined || found === "list" ? {} : { view: found } });
  };
  return (
    <Page
      title={t("title")}
      actions={
        <SegmentedControl
          value={view}
          onChange={show}
          data={VIEWS.filter((one) => one !== "plan" || isAdmin).map((one) => ({
            value: one,
            label: one === "plan" && isWaiting ? <PlanLabel /> : t(one === "plan" ? "plan.short" : one),
          }))}
        />
      }
    >
      <p className={classes.about}>{t("about")}</p>
      <Suspense fallback={<Loading />}>{view === "plan" ? <PlanView /> : <Collections view={view} />}</Suspense>
    </Page>
  );
}

function PlanLabel() {
  const { t } = useTranslation("model");
  return (
    <span className={classes.waiting}>
      {t("plan.short")}
      <span className={classes.dot} role="img" aria-label={t("plan.waits")} />
    </span>
  );
}

function Collections({ view }: { readonly view: "list" | "diagram" }) {
  const { t, i18n } = useTranslation("model");
  const [typed, setTyped] = useState("");
  const [withSystem, setWithSystem] = useState(false);
  const all = [...useModel().collections.values()].filter((collection) => withSystem || !collection.isSystem);
  const shown = all.filter((collection) => isFound(collection, typed, i18n.language));
  return (
    <>
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
        <Diagram collections={shown} />
      ) : (
        <div className={classes.cards}>
          {shown.map((collection) => (
            <CollectionCard key={collection.name} collection={collection} />
          ))}
        </div>
      )}
    </>
  );
}

function isFound(collection: Collection, typed: string, language: string): boolean {
  const names = [collection, ...collection.fields].flatMap((one) => [one.name, labelOf(one, language)]);
  return names.some((name) => matchScore(name, typed) > 0);
}
