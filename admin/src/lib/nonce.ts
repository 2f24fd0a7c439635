/** The nonce that the server's policy expects on styles made at run time; none while Vite serves the page. */
export function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return nonce === undefined || nonce === "" || nonce.startsWith("{") ? undefined : nonce;
}

/** For libraries that make styles by themselves: what locks the page below a dialog looks for the nonce under this name. */
export function nameNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
}
