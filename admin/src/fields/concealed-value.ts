/** A value that is written and never read back. */
export interface Concealed {
  /** As the server answers: stars, or nothing. */
  readonly stored: unknown;
  readonly typed: string | null;
}

export const CONCEALED = {
  empty: { stored: null, typed: null } satisfies Concealed,
  fromJson: (json: unknown): Concealed => ({ stored: json ?? null, typed: null }),
  /** Untouched, it is what the server said, and so no change. */
  toJson: ({ stored, typed }: Concealed) => (typed === null ? stored : typed === "" ? null : typed),
  isEmpty: ({ stored, typed }: Concealed) => (typed === null ? stored === null : typed === ""),
} as const;
