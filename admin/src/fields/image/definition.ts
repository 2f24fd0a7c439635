import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import type { Links } from "../link";
import { LINK_VALUE } from "../link-definition";

export const image = defineField<Links>({
  type: "image",
  ...LINK_VALUE,
  Input: lazyInput(() => import("../file-input").then((module) => module.FileInput)),
});
