import "i18next";
import type { texts } from "./locales/en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: typeof texts;
  }
}
