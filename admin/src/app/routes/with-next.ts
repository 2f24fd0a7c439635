/** For pages on the way into the app: where one goes on to, and why a provider has sent one back. */
export interface NextSearch {
  readonly next?: string | undefined;
  readonly reason?: string | undefined;
}

// What is refused is named as undefined: the router lets through what is not named.
export function nextSearch({ next, reason }: Record<string, unknown>): NextSearch {
  return {
    next: isOwnPath(next) ? next : undefined,
    reason: typeof reason === "string" && reason !== "" ? reason : undefined,
  };
}

/** A link must not lead out of the app after signing in. */
function isOwnPath(next: unknown): next is string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next);
}
