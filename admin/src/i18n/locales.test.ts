import { expect, test } from "vitest";
import { LANGUAGES } from "./languages";
import * as ar from "./locales/ar";
import * as de from "./locales/de";
import * as en from "./locales/en";
import * as es from "./locales/es";
import * as fr from "./locales/fr";
import * as lateAr from "./locales/late/ar";
import * as lateDe from "./locales/late/de";
import * as lateEn from "./locales/late/en";
import * as lateEs from "./locales/late/es";
import * as lateFr from "./locales/late/fr";

const all = {
  en: { ...en.texts, ...lateEn.texts },
  de: { ...de.texts, ...lateDe.texts },
  fr: { ...fr.texts, ...lateFr.texts },
  es: { ...es.texts, ...lateEs.texts },
  ar: { ...ar.texts, ...lateAr.texts },
};
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(texts: object, prefix = ""): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string" ? [[prefix + name, value]] : flat(value, `${prefix}${name}.`),
  );
}

function names(texts: object): string[] {
  return [...new Set(flat(texts).map(([key]) => key.replace(PLURAL, "")))].sort();
}

test.each(LANGUAGES)("$code has every text", ({ code }) => {
  expect(names(all[code])).toEqual(names(all.en));
});

test.each(LANGUAGES)("$code has every plural form that it needs", ({ code }) => {
  const keys = flat(all[code]).map(([key]) => key);
  const counted = new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const wanted = [...counted].flatMap((key) => forms.map((form) => `${key}_${form}`));
  expect(keys.filter((key) => PLURAL.test(key)).sort()).toEqual(wanted.sort());
});

test.each(LANGUAGES)("$code puts in what English puts in, and is not empty", ({ code }) => {
  const placeholders = (text: string) =>
    [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].filter((name) => name !== "{{count}}").sort();
  const english = new Map(flat(all.en).map(([key, text]) => [key.replace(PLURAL, ""), placeholders(text)]));
  for (const [key, text] of flat(all[code])) {
    expect(text.trim(), key).not.toBe("");
    expect(placeholders(text), key).toEqual(english.get(key.replace(PLURAL, "")));
  }
});
