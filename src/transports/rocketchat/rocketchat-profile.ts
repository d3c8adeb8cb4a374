import type { ChatError } from '../../core/errors.js';
import type { MessageAction, Visitor } from '../../core/model.js';
import type { Capability, FormValues, Transport, TransportContext } from '../../core/transport.js';
import type { RestCall } from '../wire/rest/rest-caller.js';
import type { Connection } from '../wire/rest/rest-connection.js';
import type { Wire } from '../wire/readers.js';
import type { RocketFeed } from './rocketchat-feed.js';
import type { RocketLine } from './rocketchat-line.js';
import type { ProfileName, RocketSession } from './rocketchat-session.js';
import type { RocketMapping } from './rocketchat-wire.js';

/** What can be said of a visitor; absent members are left as they are. */
export type VisitorPatch = Pick<Visitor, 'name' | 'email' | 'phone' | 'fields'> & { department?: string | undefined };

/** Calls that few conversations need. Each rejects with a ChatError. */
export type Desk = Required<Pick<Transport, 'rate' | 'setPage' | 'forgetVisitor'>> & {
  /** @param triggerId what the app's answer refers to; the local id where the choice is a message */
  act(action: MessageAction, triggerId?: string): Promise<void>;
  close(): Promise<unknown>;
  offline(values: FormValues): Promise<unknown>;
  transcript(email: string): Promise<unknown>;
  transfer(department: string): Promise<unknown>;
  fields(fields: Record<string, string>): Promise<unknown>;
  /** Lets the server call the service of a trigger. */
  service(rule: string, extraData: readonly unknown[]): Promise<unknown>;
};

/** Calls a method of the server; the token's refusal ends the connection. Throws as `DdpSocket.call` does. */
export type DdpCall = (method: string, params: readonly unknown[], signal?: AbortSignal) => Promise<unknown>;

/** How one kind of server is spoken to. Answers come as they are; every rejection is a ChatError. */
export interface Profile {
  readonly name: ProfileName;
  /** Makes the visitor of the session's token, or changes it; answers the visitor. */
  register(patch: VisitorPatch, signal?: AbortSignal): Promise<unknown>;
  /** The open room, made if need be; or the one that the first message will make. */
  openRoom(signal: AbortSignal): Promise<unknown>;
  /** The first message has made the room, whose streams are refused before. Absent: they are not. */
  begun?(rid: string): void;
  /** Stores a message; nothing is answered where it was stored before. */
  post(message: { _id: string; rid: string; msg: string }, signal: AbortSignal): Promise<Wire | undefined>;
  /** Up to 50 messages before `end` (milliseconds), the newest first. */
  page(rid: string, end: number | undefined, signal: AbortSignal): Promise<readonly unknown[]>;
  /** One message, or undefined when the server has none of this id. */
  find(id: string, rid: string, signal: AbortSignal): Promise<unknown>;
  /** The agent who serves the room, where config does not tell. */
  agent?(rid: string, signal: AbortSignal): Promise<unknown>;
  /** How the rarer calls are made. Absent: over REST. */
  readonly call?: DdpCall;
}

/** What the parts of one transport share from the start. */
export type RocketTools = {
  context: TransportContext;
  session: RocketSession;
  connection: Connection;
  /** REST below the server's address. */
  call: RestCall;
  mapping: () => RocketMapping;
  /** Tells what config allows; a call that turned out to be missing stays away. */
  allow(change: Partial<Record<Capability, boolean>>): void;
  /** Told of every refusal, once there is a conversation that it may be about. */
  onRefused?: (error: ChatError) => void;
};

/** What the parts of a conversation share beside that. */
export type TalkTools = RocketTools & {
  feed: RocketFeed;
  line: RocketLine;
  /** The way to speak to the server that was found last. */
  readonly profile: Profile;
};
