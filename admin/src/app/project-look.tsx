import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { assetAddress } from "@/api/files";
import { currentProject, type Project } from "@/api/project";
import { useSignal } from "@/hooks/use-signal";
import { showLanguage } from "@/i18n/i18n";
import { hasChosenLanguage, isLanguage } from "@/i18n/languages";
import { accentsOf } from "@/styles/accent";

/** Makes the page wear the project's color and sign, and its language and appearance for who has not chosen. */
export function ProjectLook() {
  const project = useSignal(currentProject);
  useAccent(project.color);
  useIcon(project);
  useDefaults(project);
  return null;
}

const TOKENS = {
  accent: "--q-accent",
  hover: "--q-accent-hover",
  text: "--q-accent-text",
  ground: "--q-accent-ground",
};

function useAccent(color: string | null): void {
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    const accents = accentsOf(color);
    if (accents === null) return;
    const { style } = document.documentElement;
    const { accent, hover, text, ground } = accents[scheme];
    style.setProperty(TOKENS.accent, accent);
    style.setProperty(TOKENS.hover, hover);
    style.setProperty(TOKENS.text, text);
    style.setProperty(TOKENS.ground, ground);
    return () => {
      for (const token of Object.values(TOKENS)) style.removeProperty(token);
    };
  }, [color, scheme]);
}

const ICON_SIZE = 64;

function useIcon({ logo, color }: Project): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    const own = logo === null ? signIn(accentsOf(color)?.light.accent ?? null) : null;
    const wanted = logo === null ? own : assetAddress({ id: logo, version: "" }, ICON_SIZE);
    if (link === null || wanted === null) return;
    const before = { href: link.href, type: link.type };
    link.removeAttribute("type");
    link.href = wanted;
    return () => {
      link.type = before.type;
      link.href = before.href;
    };
  }, [logo, color]);
}

/** The product's five dots in a color. */
function signIn(color: string | null): string | null {
  if (color === null) return null;
  const places = ["16 7.5", "24.1 13.4", "21 22.9", "11 22.9", "7.9 13.4"];
  const dots = places.map((place) => {
    const [x, y] = place.split(" ");
    return `<circle cx="${x}" cy="${y}" r="2.6"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${color}"/><g fill="#fff">${dots.join("")}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Where Mantine keeps what somebody has chosen. */
const SCHEME_KEY = "mantine-color-scheme-value";

function useDefaults({ language, appearance }: Project): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (isLanguage(language) && !hasChosenLanguage()) void showLanguage(language);
  }, [language]);
  useEffect(() => {
    if (appearance === null || localStorage.getItem(SCHEME_KEY) !== null) return;
    setColorScheme(appearance);
    // It was not chosen here: when the project changes its mind, this browser follows.
    localStorage.removeItem(SCHEME_KEY);
  }, [appearance, setColorScheme]);
}
