import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import type { Links } from "../link";
import { LINK_VALUE } from "../link-definition";
import { UserCell } from "./cell";

export const user = defineField<Links>({
  type: "user",
  ...LINK_VALUE,
  Cell: UserCell,
  showsInside: true,
  Input: lazyInput(() => import("../link-input").then((module) => module.LinkInput)),
  isCompact: true,
});
