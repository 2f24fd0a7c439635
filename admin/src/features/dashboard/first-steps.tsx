import { IconStack2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CodeBlock } from "@/components/code-block/code-block";
import { Notice } from "@/components/notice/notice";
import classes from "./dashboard-page.module.css";

/** A file that may be copied as it is. */
const FIRST_MODEL = `# models/articles.yaml
label: Articles
icon: article
fields:
  title: { type: string, required: true, searchable: true }
  slug: { type: slug, from: title }
  status: { type: select, options: [draft, published], default: draft }
  body: { type: richtext }
`;

/** A project without collections: what to write into which file. */
export function FirstSteps() {
  const { t } = useTranslation("dashboard");
  const { isAdmin } = useModel();
  return (
    <>
      <Notice
        icon={<IconStack2 size={22} aria-hidden />}
        title={t("empty.title")}
        text={t(isAdmin ? "empty.text" : "empty.textForOthers")}
      />
      {isAdmin && (
        <div className={classes.first}>
          <CodeBlock code={FIRST_MODEL} />
          <p className={classes.nothing}>{t("empty.then")}</p>
        </div>
      )}
    </>
  );
}
