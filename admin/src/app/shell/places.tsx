/** Where one can go besides content: the navigation and the palette are made from this list. To add one: a row. */
import { IconApi, IconHierarchy2, IconLayoutDashboard } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Model } from "@/api/model-types";
import type { texts } from "@/i18n/locales/en";

export interface Place {
  readonly to: "/" | "/model" | "/reference";
  readonly text: "dashboard" | `places.${keyof (typeof texts)["shell"]["places"]}`;
  readonly icon: ComponentType<{ size: number; stroke: number; "aria-hidden": true }>;
  readonly section: "top" | "administration";
  readonly isThere: (model: Model) => boolean;
}

export const PLACES: readonly Place[] = [
  { to: "/", text: "dashboard", icon: IconLayoutDashboard, section: "top", isThere: () => true },
  {
    to: "/model",
    text: "places.model",
    icon: IconHierarchy2,
    section: "administration",
    isThere: (model) => model.isAdmin,
  },
  { to: "/reference", text: "places.api", icon: IconApi, section: "administration", isThere: () => true },
];
