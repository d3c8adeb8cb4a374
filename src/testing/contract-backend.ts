import type { ChatConfig } from '../core/config.js';
import type { CreateTransport } from '../core/transport.js';

/** What a backend may lack; a case that needs it is then skipped, with the reason. */
export type ContractFeature =
  | 'prepare' | 'resume' | 'replay' | 'history' | 'localId' | 'upload' | 'uploadProgress' | 'typing'
  | 'receipts' | 'availability' | 'end' | 'register' | 'offline' | 'rating' | 'transcript'
  | 'identify' | 'page' | 'forget' | 'stream' | 'failures' | 'hang' | 'lostAnswer' | 'drop'
  | 'restart' | 'expiry' | 'rawFrames' | 'requests'
  /** An event says that somebody stopped typing. */
  | 'typingEnd'
  /** Who the visitor is can be told while a conversation goes on. */
  | 'lateRegister'
  /** The backend itself refuses files for their size and type. */
  | 'fileRules'
  /** A message of any length is taken whole, or refused. */
  | 'longText'
  /** Messages are sent by requests, which a proxy may answer. */
  | 'httpAnswers'
  /** The visitor can say what was read. */
  | 'readOut'
  /** A refused form names the field. */
  | 'namedFields';

/** What some backends' tests can do beyond the usual; elsewhere its cases are skipped. */
export type ContractExtra =
  /** `sendForeign`. */
  | 'foreignFrames'
  /** `silence`. */
  | 'silence';

/** Calls that a failure can be put on. */
export type ContractCall = 'connect' | 'send' | 'history' | 'upload' | 'register' | 'offline';

/** How a call is to fail; the harness knows how its wire says so. */
export type ContractFailure =
  /** Asks for 7 seconds. */
  | 'rate-limited'
  /** Asks for a time about 60 seconds ahead, as a date. */
  | 'rate-limited-date'
  | 'auth'
  | 'forbidden'
  | 'server'
  /** A page of a proxy, sent as a success. */
  | 'html'
  /** The connection is cut before anything is done. */
  | 'network'
  /** No answer ever. */
  | 'hang'
  /** Done, but the answer is lost. */
  | 'lost-answer';

/** One own message as the backend keeps it. */
export type StoredMessage = { id?: string; localId?: string; text: string; files: number };

/**
 * The other side of one case: a backend of its own, or a fresh tenant of a shared one. What may be left out is
 * asked for only by cases whose features the harness does not lack.
 */
export interface ContractBackend {
  config: ChatConfig;
  fetch: typeof fetch;
  /** Left out where the runtime has none. */
  WebSocket?: typeof WebSocket;
  /** Visitors known so far. */
  countVisitors?(): Promise<number>;
  /** Id of the visitor who wrote last: for backends that make it with the first message. */
  newestVisitor?(): Promise<string>;
  /** Requests and sockets open at this moment. */
  countOpen(): number;
  /** The visitor's own messages, oldest first. */
  stored(visitorId: string): Promise<StoredMessage[]>;
  /** Says something as an operator; the visitor has a conversation. Resolves with the message's id. */
  say(visitorId: string, text: string): Promise<string>;
  /** Lets the operator stream a text in pieces. Resolves with the message's id. */
  stream?(visitorId: string, pieces: readonly string[]): Promise<string>;
  typing?(visitorId: string, on: boolean): Promise<void>;
  /** The operator has read everything. */
  read?(visitorId: string): Promise<void>;
  setAvailability?(state: 'online' | 'busy' | 'offline'): Promise<void>;
  end?(visitorId: string): Promise<void>;
  /** Id of the newest message the visitor has read, as the operator sees it. */
  readTo?(visitorId: string): Promise<string | undefined>;
  /** What became of forms, as the operator sees it. */
  offlineMessages?(): Promise<number>;
  rating?(visitorId: string): Promise<number | undefined>;
  name?(visitorId: string): Promise<string | undefined>;
  page?(visitorId: string): Promise<string | undefined>;
  /**
   * Makes the next such call of this visitor fail. A cut connection must stay cut until `heal`: browsers repeat a
   * request by themselves when a kept-alive connection was closed under it.
   */
  fail?(visitorId: string, call: ContractCall, failure: ContractFailure): Promise<void>;
  /** Ends what `fail` began. */
  heal?(): Promise<void>;
  /** Delivers the next frame twice. */
  duplicateNext?(visitorId: string): Promise<void>;
  /** Sends a frame of a kind that nobody knows. */
  sendUnknown?(visitorId: string): Promise<void>;
  /** Sends bytes that are no frame at all. */
  sendMalformed?(visitorId: string): Promise<void>;
  /** Sends the visitor a message that belongs to somebody else's conversation. Extra `foreignFrames`. */
  sendForeign?(visitorId: string, text: string): Promise<void>;
  /** From now on nothing comes over the live connection any more, though it stands. Extra `silence`. */
  silence?(visitorId: string): Promise<void>;
  /** Cuts the live connection. */
  drop?(visitorId: string): Promise<void>;
  /** Makes every resume token of this moment too old. */
  expire?(): Promise<void>;
  restart?(): Promise<void>;
  /** A file that is taken, of about so many bytes; one that is too large; one of a refused type. */
  file?(bytes: number): File;
  refusedFiles?(): { large: File; wrong: File };
  /** Values of `register` that are refused, and the name of the field. */
  refusedRegistration?(): { values: Record<string, string>; field: string };
  close(): Promise<void>;
}

/** What a transport's test brings along. */
export interface ContractHarness {
  /** Of the transport, for the report. */
  name: string;
  createTransport: CreateTransport;
  /** Member of the resume token without which the visitor is a stranger. Default `token`. */
  secret?: string;
  /** Milliseconds of silence after which the connection must be given up. Default 30 000. */
  silenceMs?: number;
  extras?: readonly ContractExtra[];
  /** Feature → why it is missing. Its cases are skipped and reported with this sentence. */
  lacks: Partial<Record<ContractFeature, string>>;
  open(): Promise<ContractBackend>;
}
