/** The nonce that the server's policy expects on styles made at run time; none while Vite serves the page. */
export function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return nonce === undefined || nonce === "" || nonce.startsWith("{") ? undefined : nonce;
}
