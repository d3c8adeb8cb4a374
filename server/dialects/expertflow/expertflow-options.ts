/** How the server behaves where documents are silent, or as tests need it. Read anew at every use. */
export type ExpertflowOptions = {
  /** Which Socket.IO: 4 (default), or 3 for a server of version 2 that today's clients cannot talk to. */
  eio: 3 | 4;
  /** Whether senders get their own messages back. Default true. */
  echo: boolean;
  /** Whether calls are acknowledged by `{status}`. Default true. */
  ack: boolean;
  /** Whether messages carry `id` and `timestamp`, and an id of the sender's is kept. Default true. */
  ids: boolean;
  /** Sends whispers to the customer, which no server should. Default false. */
  leakWhisper: boolean;
  /** Whether `requestAgentTransfer` is understood. Default false. */
  agentTransfer: boolean;
  /** Answers every init with this status. */
  failInit: 500 | 503 | undefined;
  /** How long a conversation waits to be joined. Default 60 s. */
  joinTimeoutMs: number;
  /** What `greetings` says; '' sends it without words. */
  greeting: string;
  /** Opens the message API to whoever has it; without it there is none. */
  key: string | undefined;
  /** What connectors must show (`auth.key` or `?key=`); without it anybody may register. */
  connectorKey: string | undefined;
  /** Cuts a socket after that many events. */
  dropAfter: number | undefined;
};

/** The options with their defaults; a value of a wrong type counts as absent. */
export function readOptions(given: Readonly<Record<string, unknown>>): ExpertflowOptions {
  const { eio, failInit } = given;
  return {
    eio: eio === 3 ? 3 : 4,
    echo: given['echo'] !== false,
    ack: given['ack'] !== false,
    ids: given['ids'] !== false,
    leakWhisper: given['leakWhisper'] === true,
    agentTransfer: given['agentTransfer'] === true,
    failInit: failInit === 500 || failInit === 503 ? failInit : undefined,
    joinTimeoutMs: numberOf(given['joinTimeoutMs']) ?? 60_000,
    greeting: textOf(given['greeting']) ?? 'Hello! How can we help you?',
    key: textOf(given['key']) || undefined,
    connectorKey: textOf(given['connectorKey']) || undefined,
    dropAfter: numberOf(given['dropAfter']),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
