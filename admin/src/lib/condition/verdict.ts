/**
 * What an evaluation can say. `null` is SQL's unknown: a comparison with nothing. `UNTOLD` is ours: the answer lies where this app does not see (an item
 * behind a link, a field that the caller may not read), so that only the server can say.
 */
export const UNTOLD = "untold";
export type Verdict = boolean | null | typeof UNTOLD;

export function allOf(verdicts: Iterable<Verdict>): Verdict {
  return together(verdicts, false);
}

export function anyOf(verdicts: Iterable<Verdict>): Verdict {
  return together(verdicts, true);
}

/** One decisive part decides; else what is untold outweighs what is unknown. */
function together(verdicts: Iterable<Verdict>, decisive: boolean): Verdict {
  let all: Verdict = !decisive;
  for (const verdict of verdicts) {
    if (verdict === decisive) return decisive;
    if (verdict === UNTOLD) all = UNTOLD;
    else if (verdict === null && all !== UNTOLD) all = null;
  }
  return all;
}

export function not(verdict: Verdict): Verdict {
  return typeof verdict === "boolean" ? !verdict : verdict;
}

/** TRUE or not, as in EXISTS: what is unknown inside counts as not. */
export function holds(verdict: Verdict): Verdict {
  return verdict === null ? false : verdict;
}
