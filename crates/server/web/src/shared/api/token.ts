/**
 * The bearer token of this browser tab.
 *
 * It is kept in `sessionStorage`, so closing the tab forgets it. `#token=…` in the address is taken once and removed,
 * so that it stays out of bookmarks, history and screenshots; a fragment is never sent to a server.
 */
const STORAGE_KEY = "anjian.token";

export interface TokenState {
  token: string | null;
  /** The server refused the last token. */
  refused: boolean;
}

let state: TokenState = { token: sessionStorage.getItem(STORAGE_KEY), refused: false };
const listeners = new Set<() => void>();

function change(next: TokenState): void {
  state = next;
  if (next.token === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, next.token);
  for (const listener of listeners) listener();
}

export function readToken(): TokenState {
  return state;
}

export function subscribeToken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function signIn(token: string): void {
  change({ token: token.trim(), refused: false });
}

export function signOut(): void {
  change({ token: null, refused: false });
}

/** Called on a 401. A token that was replaced in the meantime is left alone. */
export function refuseToken(refused: string | null): void {
  if (refused === state.token) change({ token: null, refused: true });
}

/** Takes `#token=…` out of the address bar and signs in with it. */
export function takeTokenFromFragment(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  signIn(token);
}
