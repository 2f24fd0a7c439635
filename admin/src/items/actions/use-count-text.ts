import { useCallback } from "react";
import type { Count } from "@/api/items";
import { useFormats } from "@/i18n/format";

/** What texts say of a count: `count` chooses the form of the words, `number` is what is read. */
export function useCountText(): (count: Count | null) => { readonly count: number; readonly number: string } {
  const formats = useFormats();
  return useCallback(
    (count) => {
      const value = count?.value ?? 0;
      return { count: value, number: count?.isExact === false ? formats.roughly(value) : formats.number(value) };
    },
    [formats],
  );
}
