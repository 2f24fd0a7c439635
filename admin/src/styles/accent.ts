/**
 * A project's color as the app's accent. A color is a wish: its hue is kept, its lightness is moved until every pair that carries text has a contrast of
 * 4.5 in light and in dark, and what is filled stands out from the sheet by 3.
 */
export interface Accent {
  readonly accent: string;
  readonly hover: string;
  readonly text: string;
  readonly ground: string;
}

export interface Accents {
  readonly light: Accent;
  readonly dark: Accent;
}

/** Red, green and blue, without gamma, from 0 to 1. */
type Linear = readonly [number, number, number];
/** OKLab: lightness as eyes see it, and two axes of color. */
type Lab = readonly [number, number, number];

const WHITE: Linear = [1, 1, 1];
/** Those of `tokens.css` that accents stand on, the hardest one for each scheme. */
const SUNKEN = linearOf("#f1eee8");
const HOVER_DARK = linearOf("#23262c");
const SHEET_DARK = linearOf("#1a1c20");
/** A little more than is asked for: colors are rounded to 8 bits in the end. */
const READABLE = 4.6;
const VISIBLE = 3.1;

/** Null for what is no color. */
export function accentsOf(color: string | null): Accents | null {
  if (color === null || !/^#[0-9a-f]{6}$/i.test(color)) return null;
  const lab = labOf(linearOf(color));
  return { light: lightAccent(lab), dark: darkAccent(lab) };
}

function lightAccent([own, a, b]: Lab): Accent {
  const accent = moved(
    own,
    a,
    b,
    -1,
    (color) => contrast(color, WHITE) >= READABLE && contrast(color, SUNKEN) >= VISIBLE,
  );
  const ground = colorOf([0.955, a * 0.14, b * 0.14]);
  const isReadable = (color: Linear) => [ground, SUNKEN, WHITE].every((below) => contrast(color, below) >= READABLE);
  return {
    accent: hex(colorOf([accent, a, b])),
    hover: hex(colorOf([accent - 0.05, a, b])),
    text: hex(colorOf([moved(accent - 0.03, a, b, -1, isReadable), a, b])),
    ground: hex(ground),
  };
}

function darkAccent([own, a, b]: Lab): Accent {
  const bright = moved(own, a, b, 1, (color) => contrast(color, SHEET_DARK) >= VISIBLE);
  const accent = moved(bright, a, b, -1, (color) => contrast(color, WHITE) >= READABLE);
  const hover = moved(accent + 0.03, a, b, -1, (color) => contrast(color, WHITE) >= READABLE);
  const ground = colorOf([0.3, a * 0.4, b * 0.4]);
  const isReadable = (color: Linear) => [ground, HOVER_DARK].every((below) => contrast(color, below) >= READABLE);
  const soft = [a * 0.75, b * 0.75] as const;
  return {
    accent: hex(colorOf([accent, a, b])),
    hover: hex(colorOf([hover, a, b])),
    text: hex(colorOf([moved(Math.max(own, 0.72), ...soft, 1, isReadable), ...soft])),
    ground: hex(ground),
  };
}

const STEP = 0.005;

/** The lightness nearest to the one that is wished, in one direction, that will do. */
function moved(wished: number, a: number, b: number, way: 1 | -1, isGood: (color: Linear) => boolean): number {
  let lightness = clamp(wished);
  const end = way === 1 ? 1 : 0;
  while (lightness !== end && !isGood(rounded(colorOf([lightness, a, b])))) lightness = clamp(lightness + way * STEP);
  return lightness;
}

export function contrastOf(one: string, other: string): number {
  return contrast(linearOf(one), linearOf(other));
}

function contrast(one: Linear, other: Linear): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Linear): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linearOf(color: string): Linear {
  const part = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function hex(color: Linear): string {
  const part = (value: number) => {
    const curved = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(curved * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${color.map(part).join("")}`;
}

function rounded(color: Linear): Linear {
  return linearOf(hex(color));
}

function labOf([red, green, blue]: Linear): Lab {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Colors that a screen cannot show lose chroma until it can. */
function colorOf([lightness, a, b]: Lab): Linear {
  let share = 1;
  let color = plainColorOf([lightness, a, b]);
  while (share > 0 && color.some((part) => part < -0.0005 || part > 1.0005)) {
    share -= 0.05;
    color = plainColorOf([lightness, a * Math.max(share, 0), b * Math.max(share, 0)]);
  }
  const [red, green, blue] = color;
  return [clamp(red), clamp(green), clamp(blue)];
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}

function plainColorOf([lightness, a, b]: Lab): Linear {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
