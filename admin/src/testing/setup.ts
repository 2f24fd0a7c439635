import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, beforeAll } from "vitest";
import { startI18n } from "@/i18n/i18n";
import { texts } from "@/i18n/locales/late/en";

// jsdom lacks what Mantine asks for.
class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= Observer;
window.matchMedia ??= (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});
if (document.fonts === undefined) Object.defineProperty(document, "fonts", { value: new EventTarget() });
window.HTMLElement.prototype.scrollIntoView ??= () => {};
window.scrollTo = () => {};

beforeAll(async () => {
  await startI18n("en");
  await i18next.loadNamespaces(Object.keys(texts));
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});
