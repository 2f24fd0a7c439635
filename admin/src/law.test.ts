/** The laws of this folder, so that nobody has to remember them: layers, length, names, texts. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname);
/** Each may import those before it, and itself. `testing` is for tests only. */
const LAYERS = ["lib", "styles", "i18n", "api", "hooks", "components", "fields", "items", "features", "app"];
/** Whose folders do not know each other. What a shared file directly in the layer's folder holds is for all of them. */
const APART = ["features", "fields"];
const MOST_LINES = 250;
/** Lists of definitions may be longer. */
const LONG = new Set(["api/schema.ts"]);

interface Source {
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({
    path,
    text: readFileSync(join(SRC, path), "utf8"),
    isTest: /\.test\.tsx?$/.test(path) || path.startsWith("testing/"),
  }));

function imports({ path, text }: Source): string[] {
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return targets.flatMap((target) => {
    if (target.startsWith("@/")) return [target.slice(2)];
    return target.startsWith(".") ? [relative(SRC, resolve(SRC, path, "..", target))] : [];
  });
}

function layerOf(path: string): string | null {
  const [first, second] = path.split("/");
  return second === undefined ? null : (first ?? null);
}

function problems(check: (source: Source) => readonly string[]): string[] {
  return sources.flatMap((source) => check(source).map((problem) => `${source.path}: ${problem}`));
}

test("imports go down, and folders that stand apart do not know each other", () => {
  const found = problems((source) => {
    const layer = layerOf(source.path);
    if (layer === null || source.isTest) return [];
    if (!LAYERS.includes(layer)) return ["is in a folder that is no layer"];
    return imports(source).flatMap((target) => {
      const below = layerOf(target);
      if (below === "testing") return ["imports what is for tests"];
      if (below !== null && LAYERS.indexOf(below) > LAYERS.indexOf(layer)) return [`imports ${target}, which is above`];
      const [own, other] = [source.path.split("/"), target.split("/")];
      const isSideways =
        below === layer && APART.includes(layer) && own.length > 2 && other.length > 2 && own[1] !== other[1];
      return isSideways ? [`imports ${target} sideways`] : [];
    });
  });
  expect(found).toEqual([]);
});

test("files are short", () => {
  const found = problems(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    return lines > MOST_LINES && !LONG.has(path) && !path.includes(".test.") ? [`${lines} lines`] : [];
  });
  expect(found).toEqual([]);
});

test("what people read goes through i18n", () => {
  const found = problems((source) => {
    if (source.isTest || !source.path.endsWith(".tsx")) return [];
    const texts = [...source.text.matchAll(/(?<!=)>\s*([A-Z][a-z]+(?: [a-z]+)*[.!?]?)\s*</g)];
    const attributes = [
      ...source.text.matchAll(/\s(?:aria-label|title|placeholder|label|description|alt)="([^"]*[A-Za-z][^"]*)"/g),
    ];
    return [...texts, ...attributes].map((match) => `the text “${match[1]}”`);
  });
  expect(found).toEqual([]);
});

test("HTML is never put into the page as text, and casts say why", () => {
  const found = problems((source) => {
    if (source.isTest || LONG.has(source.path)) return [];
    const lines = source.text.split("\n");
    return lines.flatMap((line, at) => {
      if (/dangerouslySetInnerHTML|\.innerHTML\s*=/.test(line)) return [`line ${at + 1} sets HTML`];
      const isCast = /\bas (?!const\b)[A-Z(unkown]/.test(line.replace(/import .*|\* as \w+|type \w+ as \w+/g, ""));
      const isTold = /\/\//.test(line) || /^\s*(\/\/|\*)/.test(lines[at - 1] ?? "");
      return isCast && !isTold && !line.trimStart().startsWith("*") && !line.trimStart().startsWith("/*")
        ? [`line ${at + 1} casts without a reason`]
        : [];
    });
  });
  expect(found).toEqual([]);
});
