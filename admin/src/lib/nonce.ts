/** The nonce that the server's policy expects on styles made at run time; none while Vite serves the page. */
export function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce === undefined || nonce.startsWith("{") ? undefined : nonce;
}
