import { useEffect, useState } from "react";

const LONGEST = 3000;

/** True once the browser has nothing more urgent to do: for what nobody waits for. */
export function useIsIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (typeof requestIdleCallback === "undefined") {
      const timer = setTimeout(() => setIdle(true), LONGEST);
      return () => clearTimeout(timer);
    }
    const wish = requestIdleCallback(() => setIdle(true), { timeout: LONGEST });
    return () => cancelIdleCallback(wish);
  }, []);
  return isIdle;
}
