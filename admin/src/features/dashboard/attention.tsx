import { IconAlertTriangle, IconDeviceFloppy, IconHierarchy2, IconPhotoOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { useModel } from "@/api/model-context";
import { Section } from "@/components/section/section";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import type { WaitingDraft } from "@/items/form/draft";
import classes from "./attention.module.css";
import { DEAD_JOBS, useAttention } from "./use-attention";

const SHOWN = 3;

/** What waits for somebody. Nothing at all when nothing does. */
export function Attention() {
  const { t } = useTranslation("dashboard");
  const { isPlanWaiting, deadJobs, filesWithoutAlt, drafts } = useAttention();
  if (!isPlanWaiting && deadJobs === 0 && filesWithoutAlt === 0 && drafts.length === 0) return null;
  const icon = { size: 20, stroke: 1.6, "aria-hidden": true } as const;
  // The parameters of a page are read by the page: the router knows none of them.
  const withoutAlt = { alt: "missing" } as never;
  return (
    <Section title={t("attention.title")}>
      <ul className={classes.cards}>
        {isPlanWaiting && (
          <Card icon={<IconHierarchy2 {...icon} />} isUrgent>
            <Link to="/model" search={{ view: "plan" }}>
              {t("attention.plan")}
            </Link>
          </Card>
        )}
        {deadJobs > 0 && (
          <Card icon={<IconAlertTriangle {...icon} />} isUrgent>
            <Link to="/content/$collection" params={{ collection: "quintet_jobs" }} search={{ filter: DEAD_JOBS }}>
              {t("attention.jobs", { count: deadJobs })}
            </Link>
          </Card>
        )}
        {filesWithoutAlt > 0 && (
          <Card icon={<IconPhotoOff {...icon} />}>
            <Link to="/media" search={withoutAlt}>
              {t("attention.alt", { count: filesWithoutAlt })}
            </Link>
          </Card>
        )}
        {drafts.slice(0, SHOWN).map((draft) => (
          <Card key={`${draft.collection}/${draft.id}`} icon={<IconDeviceFloppy {...icon} />}>
            <DraftLink waiting={draft} />
          </Card>
        ))}
      </ul>
    </Section>
  );
}

interface CardProps {
  readonly icon: ReactNode;
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
}

function Card({ icon, isUrgent = false, children }: CardProps) {
  return (
    <li className={classes.card} data-urgent={isUrgent || undefined}>
      {icon}
      <div>{children}</div>
    </li>
  );
}

/** What was typed and not saved; the form offers it when it is opened. */
function DraftLink({ waiting: { collection: name, id, draft } }: { readonly waiting: WaitingDraft }) {
  const { t } = useTranslation("dashboard");
  const formats = useFormats();
  const labelOf = useLabel();
  const collection = useModel().collections.get(name);
  if (collection === undefined) return null;
  const title = itemTitle(collection, Object.fromEntries(draft.values));
  const text = title || labelOf(collection);
  return (
    <>
      {id === "" ? (
        <Link to="/content/$collection" params={{ collection: name }}>
          {text}
        </Link>
      ) : (
        <Link to="/content/$collection/$id" params={{ collection: name, id }}>
          {text}
        </Link>
      )}
      <small>{t("attention.draft", { when: formats.relative(draft.at) })}</small>
    </>
  );
}
