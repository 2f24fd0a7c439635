/** For pages behind a link of a mail or of the server's log. */
export function tokenSearch({ token }: Record<string, unknown>): { token?: string | undefined } {
  return { token: typeof token === "string" && token !== "" ? token : undefined };
}
