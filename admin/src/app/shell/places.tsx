/** Where one can go besides content: the navigation and the palette are made from this list. To add one: a row. */
import {
  IconActivity,
  IconApi,
  IconHierarchy2,
  IconKey,
  IconLayoutDashboard,
  IconPhoto,
  IconSettings,
  IconShieldLock,
  IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import type { Model } from "@/api/model-types";
import type { texts } from "@/i18n/locales/en";

export interface Place {
  readonly to: "/" | "/media" | "/activity" | "/settings" | "/users" | "/roles" | "/tokens" | "/model" | "/reference";
  readonly text: "dashboard" | `places.${keyof (typeof texts)["shell"]["places"]}`;
  readonly icon: ComponentType<{ size: number; stroke: number; "aria-hidden": true }>;
  readonly section: "top" | "administration";
  readonly isThere: (model: Model) => boolean;
  /** A page that is reached from here, whatever its address. */
  readonly below?: "/why";
  /** Behind the name; loaded when nothing is more urgent. */
  readonly Mark?: ComponentType;
}

const PlanMark = lazy(() => import("./plan-mark").then((module) => ({ default: module.PlanMark })));

export const PLACES: readonly Place[] = [
  { to: "/", text: "dashboard", icon: IconLayoutDashboard, section: "top", isThere: () => true },
  {
    to: "/media",
    text: "places.media",
    icon: IconPhoto,
    section: "top",
    isThere: (model) => mayRead(model, "quintet_files"),
  },
  {
    to: "/activity",
    text: "places.activity",
    icon: IconActivity,
    section: "administration",
    isThere: (model) => mayRead(model, "quintet_activity"),
  },
  {
    to: "/users",
    text: "places.users",
    icon: IconUsers,
    section: "administration",
    isThere: (model) => mayRead(model, "quintet_users"),
  },
  {
    to: "/roles",
    below: "/why",
    text: "places.roles",
    icon: IconShieldLock,
    section: "administration",
    isThere: (model) => model.isAdmin,
  },
  { to: "/tokens", text: "places.tokens", icon: IconKey, section: "administration", isThere: (model) => model.isAdmin },
  {
    to: "/model",
    text: "places.model",
    icon: IconHierarchy2,
    section: "administration",
    isThere: (model) => model.isAdmin,
    Mark: PlanMark,
  },
  {
    to: "/settings",
    text: "places.settings",
    icon: IconSettings,
    section: "administration",
    isThere: ({ collections }) => (collections.get("quintet_settings")?.permissions.update.access ?? "none") !== "none",
  },
  { to: "/reference", text: "places.api", icon: IconApi, section: "administration", isThere: () => true },
];

function mayRead(model: Model, name: string): boolean {
  return (model.collections.get(name)?.permissions.read.access ?? "none") !== "none";
}
