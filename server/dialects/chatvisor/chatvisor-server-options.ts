/** What may be set for this dialect when the server starts. */
export type ChatvisorOptions = {
  /** Opens the management API. Default: made once and kept. */
  adminToken: string | undefined;
  /** Where people reach this server, without a slash at the end; for addresses in webhooks and links. */
  publicUrl: string | undefined;
  /** Pauses before another attempt, in milliseconds; after the last one an event is given up. */
  webhookRetryMs: readonly number[];
  /** Milliseconds for a receiver to answer. */
  webhookTimeoutMs: number;
  /** Lets webhooks go to this machine: for tests and development only. */
  webhookLoopback: boolean;
};

const retryMs = [1000, 5000, 30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000];

/** Reads the options with their defaults; what has the wrong type counts as absent. */
export function readChatvisorOptions(options: Readonly<Record<string, unknown>>): ChatvisorOptions {
  const { adminToken, publicUrl, webhookRetryMs, webhookTimeoutMs, webhookLoopback } = options;
  const isNumbers = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'number' && each >= 0);
  return {
    adminToken: typeof adminToken === 'string' && adminToken !== '' ? adminToken : undefined,
    publicUrl: typeof publicUrl === 'string' ? publicUrl.replace(/\/+$/, '') : undefined,
    webhookRetryMs: isNumbers(webhookRetryMs) ? webhookRetryMs : retryMs,
    webhookTimeoutMs: typeof webhookTimeoutMs === 'number' ? webhookTimeoutMs : 10_000,
    webhookLoopback: webhookLoopback === true,
  };
}
