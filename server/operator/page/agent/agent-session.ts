const page = '/chatvisor/agent';

/** What came of the address: a session to open, or why there is none. */
export type Admission = { session: string } | { refused: 'none' | 'used' | 'unreachable' };

/** Takes the token out of the address, out of history and screenshots; it stays in this function's caller alone. */
export function takeTokenFromAddress(): string | undefined {
  const token = location.hash.slice(1);
  if (token === '') return undefined;
  history.replaceState(null, '', page);
  return token;
}

/** Exchanges the token for a session, or finds the one that the address names. */
export async function admit(token: string | undefined): Promise<Admission> {
  if (token === undefined) {
    const [, session] = /^\/chatvisor\/agent\/(s_\w+)$/.exec(location.pathname) ?? [];
    return session === undefined ? { refused: 'none' } : { session };
  }
  try {
    const response = await fetch('/chatvisor/api/v1/agent/exchange', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.status === 401) return { refused: 'used' };
    if (!response.ok) return { refused: 'unreachable' };
    const { session } = (await response.json()) as { session: string };
    // A reload comes back to the same conversation.
    history.replaceState(null, '', `${page}/${session}`);
    return { session };
  } catch {
    return { refused: 'unreachable' };
  }
}
