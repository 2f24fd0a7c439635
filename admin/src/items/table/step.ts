/** Towards the end of the line is onward, whichever way it runs. */
export function stepOf({ key }: { readonly key: string }): -1 | 0 | 1 {
  const isMirrored = document.documentElement.dir === "rtl";
  if (key === "ArrowRight") return isMirrored ? -1 : 1;
  if (key === "ArrowLeft") return isMirrored ? 1 : -1;
  return 0;
}
