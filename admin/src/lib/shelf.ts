/** Values kept in this browser beyond a reload: IndexedDB, for they may be large. Where there is none (a private window), they live as long as the page. */
const DATABASE = "quintet";
const STORE = "kept";

const memory = new Map<string, unknown>();
let opened: Promise<IDBDatabase | null> | null = null;

export async function keep(key: string, value: unknown): Promise<void> {
  const done = await within("readwrite", (store) => store.put(value, key));
  if (done === null) memory.set(key, value);
}

export async function kept(key: string): Promise<unknown> {
  const found = await within("readonly", (store) => store.get(key));
  return found === null ? memory.get(key) : found.result;
}

/** The keys of what is kept whose beginning is this one. */
export async function keptKeys(beginning: string): Promise<readonly string[]> {
  const found = await within("readonly", (store) => store.getAllKeys());
  const all = found === null ? [...memory.keys()] : found.result;
  return all.filter((key) => typeof key === "string").filter((key) => key.startsWith(beginning));
}

export async function forget(key: string): Promise<void> {
  memory.delete(key);
  await within("readwrite", (store) => store.delete(key));
}

function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((done) => {
    if (typeof indexedDB === "undefined") return done(null);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(null);
  });
  return opened;
}

/** The request with its result; null where nothing can be kept. */
async function within<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<{ readonly result: T } | null> {
  const database = await open();
  if (database === null) return null;
  return new Promise((done) => {
    try {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => done({ result: request.result });
      transaction.onerror = () => done(null);
      transaction.onabort = () => done(null);
    } catch {
      // A value that cannot be cloned, a database that was closed: nothing is kept, and typing goes on.
      done(null);
    }
  });
}
