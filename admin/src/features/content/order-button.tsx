import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsSort } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Order } from "./order";

const REASONS = { sort: "orderSort", filter: "orderFilter" } as const;

/** Leads to the list in which the order can be changed, and says why it cannot be changed here. */
export function OrderButton({ order }: { readonly order: Order }) {
  const { t } = useTranslation("lists");
  if (order.obstacle === "none") return null;
  const isReady = order.obstacle === null;
  const reason = order.obstacle === null ? t("orderReady") : t(REASONS[order.obstacle]);
  return (
    <Tooltip label={reason} multiline w={260} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon
        variant={isReady ? "light" : "default"}
        size="input-sm"
        aria-label={t("order")}
        aria-description={reason}
        aria-pressed={isReady}
        onClick={order.prepare}
      >
        <IconArrowsSort size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
