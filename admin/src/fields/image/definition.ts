import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import type { Links } from "../link";
import { LINK_VALUE } from "../link-definition";
import { ImageCell } from "./cell";

export const image = defineField<Links>({
  type: "image",
  ...LINK_VALUE,
  Cell: ImageCell,
  Input: lazyInput(() => import("../file-input").then((module) => module.FileInput)),
});
