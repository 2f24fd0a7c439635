// Runs before the first paint, so that a dark page is not white for a moment. The same key as Mantine's own store.
(() => {
  var kept = null;
  try {
    kept = localStorage.getItem("mantine-color-scheme-value");
  } catch (_) {}
  var isDark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
})();
