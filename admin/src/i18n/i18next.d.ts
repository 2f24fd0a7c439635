import "i18next";
import type { texts as first } from "./locales/en";
import type { texts as late } from "./locales/late/en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: typeof first & typeof late;
  }
}
