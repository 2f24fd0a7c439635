import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import type { Links } from "../link";
import { LINK_VALUE } from "../link-definition";
import { FileCell } from "./cell";

export const file = defineField<Links>({
  type: "file",
  ...LINK_VALUE,
  Cell: FileCell,
  Input: lazyInput(() => import("../file-input").then((module) => module.FileInput)),
});
