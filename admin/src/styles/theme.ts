/** Mantine, made to wear our tokens: its variables are set from `tokens.css`, so that one file decides the colors. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const quintet: MantineColorsTuple = [
  "#eceefb",
  "#d6dbf7",
  "#b0b9f0",
  "#8794e8",
  "#6675df",
  "#4f60d8",
  "#3b4cca",
  "#3140ae",
  "#2a3792",
  "#222c75",
];

/** Mantine's greys, warmed: what it draws without asking for a token is still of the family. */
const gray: MantineColorsTuple = [
  "#f8f6f2",
  "#f2efe9",
  "#e5e0d7",
  "#d9d3c8",
  "#c9c2b5",
  "#8f887c",
  "#6d675e",
  "#5c574f",
  "#3a3631",
  "#1d1b19",
];

const dark: MantineColorsTuple = [
  "#ecebe8",
  "#b1ada6",
  "#9a968f",
  "#70757f",
  "#3a3e47",
  "#2c2f36",
  "#1f2227",
  "#1a1c20",
  "#202329",
  "#131417",
];

export const theme = createTheme({
  primaryColor: "quintet",
  primaryShade: { light: 6, dark: 4 },
  colors: { quintet, gray, dark },
  fontFamily: "var(--q-font)",
  fontFamilyMonospace: "var(--q-font-mono)",
  fontSizes: {
    xs: "var(--q-text-xs)",
    sm: "var(--q-text-md)",
    md: "var(--q-text-md)",
    lg: "var(--q-text-lg)",
    xl: "var(--q-text-xl)",
  },
  radius: { xs: "4px", sm: "var(--q-radius-sm)", md: "var(--q-radius-md)", lg: "var(--q-radius-lg)", xl: "20px" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: { fontFamily: "var(--q-font)", fontWeight: "620" },
  components: {
    Badge: { defaultProps: { tt: "none", fw: 560 } },
    Modal: {
      defaultProps: { centered: true, radius: "lg", overlayProps: { color: "var(--q-veil)", backgroundOpacity: 1 } },
    },
    Drawer: { defaultProps: { overlayProps: { color: "var(--q-veil)", backgroundOpacity: 1 } } },
    Menu: { defaultProps: { shadow: "md", withinPortal: true } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    SegmentedControl: {
      styles: (_: unknown, { size }: { size?: string }) => ({
        root: { boxShadow: "inset 0 0 0 1px var(--q-line)" },
        label: size === "xs" ? { paddingInline: "var(--q-space-2)" } : {},
      }),
    },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
      // As in the forms of items.
      styles: {
        label: { marginBottom: "var(--q-space-1)" },
        description: { fontSize: "var(--q-text-sm)", lineHeight: 1.45, textWrap: "pretty" },
      },
    },
    ColorInput: { styles: { colorPreview: { boxShadow: "0 0 0 1px var(--q-line-strong)" } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--q-sheet)",
    "--mantine-color-text": "var(--q-ink)",
    "--mantine-color-bright": "var(--q-ink)",
    "--mantine-color-dimmed": "var(--q-soft)",
    "--mantine-color-placeholder": "var(--q-faint)",
    "--mantine-color-anchor": "var(--q-accent-text)",
    "--mantine-color-error": "var(--q-bad-text)",
    "--mantine-color-default": "var(--q-sheet)",
    "--mantine-color-default-hover": "var(--q-hover)",
    "--mantine-color-default-color": "var(--q-ink)",
    "--mantine-color-default-border": "var(--q-line)",
    "--mantine-color-disabled": "var(--q-hover)",
    "--mantine-color-disabled-color": "var(--q-soft)",
    "--mantine-color-disabled-border": "var(--q-line)",
    "--mantine-primary-color-filled": "var(--q-accent)",
    "--mantine-primary-color-filled-hover": "var(--q-accent-hover)",
    "--mantine-primary-color-contrast": "var(--q-accent-ink)",
    "--mantine-primary-color-light": "var(--q-accent-ground)",
    "--mantine-primary-color-light-color": "var(--q-accent-text)",
    "--mantine-color-quintet-filled": "var(--q-accent)",
    "--mantine-color-quintet-filled-hover": "var(--q-accent-hover)",
    "--mantine-color-quintet-light": "var(--q-accent-ground)",
    "--mantine-color-quintet-light-color": "var(--q-accent-text)",
    "--mantine-color-gray-light": "var(--q-hover)",
    "--mantine-color-gray-light-hover": "var(--q-hover)",
    "--mantine-color-gray-light-color": "var(--q-ink)",
    "--mantine-color-red-light": "var(--q-bad-ground)",
    "--mantine-color-red-light-hover": "var(--q-bad-ground)",
    "--mantine-color-red-light-color": "var(--q-bad-text)",
    "--mantine-shadow-md": "var(--q-shadow-2)",
    "--mantine-shadow-xl": "var(--q-shadow-2)",
  };
  return { variables: {}, light: both, dark: both };
};
