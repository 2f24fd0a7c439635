import { useTranslation } from "react-i18next";
import { asText } from "@/lib/json";
import { STATUSES } from "./person";

/** A status that this app does not know is told as it is. */
export function useStatusText(): (status: unknown) => string {
  const { t } = useTranslation("people");
  return (status) => {
    const known = STATUSES.find((one) => one === status);
    return known === undefined ? (asText(status) ?? "") : t(`statuses.${known}`);
  };
}
