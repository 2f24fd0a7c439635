import { expect, test } from "vitest";
import { LANGUAGES } from "./languages";
import * as ar from "./locales/ar";
import * as de from "./locales/de";
import * as en from "./locales/en";
import * as es from "./locales/es";
import * as fr from "./locales/fr";

const all = { en, de, fr, es, ar };
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
  expect(names(all[code].texts)).toEqual(names(en.texts));
});

test.each(LANGUAGES)("$code has every plural form that it needs", ({ code }) => {
  const keys = flat(all[code].texts).map(([key]) => key);
  const counted = new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const wanted = [...counted].flatMap((key) => forms.map((form) => `${key}_${form}`));
  expect(keys.filter((key) => PLURAL.test(key)).sort()).toEqual(wanted.sort());
});

test.each(LANGUAGES)("$code puts in what English puts in, and is not empty", ({ code }) => {
  const placeholders = (text: string) =>
    [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].filter((name) => name !== "{{count}}").sort();
  const english = new Map(flat(en.texts).map(([key, text]) => [key.replace(PLURAL, ""), placeholders(text)]));
  for (const [key, text] of flat(all[code].texts)) {
    expect(text.trim(), key).not.toBe("");
    expect(placeholders(text), key).toEqual(english.get(key.replace(PLURAL, "")));
  }
});
