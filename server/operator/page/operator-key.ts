const name = 'operator-key';

/** Moves a key from the address bar to this tab's memory, out of history and screenshots. */
export function takeKeyFromAddress(): void {
  const address = new URL(location.href);
  const key = address.searchParams.get('key');
  if (key === null) return;
  rememberKey(key);
  address.searchParams.delete('key');
  history.replaceState(null, '', address);
}

/** The conversation that a link (`/operator#c_…`) is about; a reload then comes back to the list. */
export function takeConversationFromAddress(): string | undefined {
  const id = /^#(c_\w+)$/.exec(location.hash)?.[1];
  if (id !== undefined) history.replaceState(null, '', location.pathname + location.search);
  return id;
}

/** Keeps the key until the tab closes. */
export function rememberKey(key: string): void {
  sessionStorage.setItem(name, key);
}

/** The key of this tab, if it was ever given. */
export function rememberedKey(): string | undefined {
  return sessionStorage.getItem(name) ?? undefined;
}
