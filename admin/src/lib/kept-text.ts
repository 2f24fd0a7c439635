/** Small texts kept in this browser beyond a reload, readable at once. Where the browser keeps nothing, they are not kept. */
export function keepText(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // A private window, or no room: what is kept here is a convenience.
  }
}

export function keptText(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
