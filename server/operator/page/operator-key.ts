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

/** Keeps the key until the tab closes. */
export function rememberKey(key: string): void {
  sessionStorage.setItem(name, key);
}

/** The key of this tab, if it was ever given. */
export function rememberedKey(): string | undefined {
  return sessionStorage.getItem(name) ?? undefined;
}
