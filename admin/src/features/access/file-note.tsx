import { IconFileCode } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import classes from "./access.module.css";
import type { LoadedRole } from "./role-data";

/** Where a role that cannot be changed here is changed. `public` and `admin` are there without a file too. */
export function FileNote({ role }: { readonly role: LoadedRole }) {
  const { t } = useTranslation("access");
  return (
    <div className={classes.note}>
      <IconFileCode size={18} aria-hidden />
      <span>
        <Trans t={t} i18nKey="fileNote" values={{ file: `roles/${role.id}.yaml` }} components={{ code: <code /> }} />
        {role.asksForFactor && ` ${t("asksForFactorText")}`}
      </span>
    </div>
  );
}
