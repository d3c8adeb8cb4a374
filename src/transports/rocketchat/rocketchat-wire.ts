import type { Agent, Availability } from '../../core/model.js';
import { flag, id, isWire, shape, text, type Mapping, type Reader, type Wire } from '../wire/readers.js';

/** What config says about the showing of messages. */
export type RocketRules = {
  /** Types of system messages that are not shown. */
  hidden: readonly string[];
  /** False: an invitation to a video call is not shown. */
  videoCall: boolean;
  /** Nothing but their ids may be told of agents. */
  hidesAgent: boolean;
  /** Names under which a rating is stored. */
  survey: readonly string[];
  /** Characters that a message may have. */
  limit?: number;
  /** The only department there is to choose. */
  department?: string;
  /** A trigger speaks in the name of whoever would be next. */
  asksNext?: boolean;
  /** The server has a custom field of that name; one that it has not would refuse the visitor. */
  takesExternalId?: boolean;
};

/** What the mappers need to know beside the value. */
export type RocketMapping = Mapping & {
  visitorId: string | undefined;
  token: string | undefined;
  rid: string | undefined;
  rules: RocketRules;
};

/** No date can be made of later ones. */
const LAST_MS = 8e15;

/** A time as it comes: ISO over REST, a Date or `{$date}` over DDP → milliseconds since the epoch. */
export const when: Reader<number> = (value) => {
  const given = isWire(value) && '$date' in value ? value['$date'] : value;
  const isTime = typeof given === 'string' || typeof given === 'number' || given instanceof Date;
  const ms = isTime ? new Date(given).getTime() : NaN;
  return ms >= 0 && ms < LAST_MS ? ms : undefined;
};

/** An object, whatever its members. */
export const object: Reader<Wire> = (value) => (isWire(value) ? value : undefined);

/** A user or a visitor: `{_id, username, name}`. */
export const user = shape({}, { _id: id, username: text, name: text, status: text });
export type RocketUser = NonNullable<ReturnType<typeof user>>;

/** The words of a `plain_text` or `mrkdwn` object, or of a bare text. */
export const label: Reader<string> = (value, mapping) =>
  text(isWire(value) ? value['text'] : value, mapping) || undefined;

/** A room: who serves it, and where. Some versions put it into a member of that name. */
export const toRoom: Reader<RocketRoom> = (value, mapping) =>
  room(isWire(value) && isWire(value['room']) ? value['room'] : value, mapping);

const room = shape({ _id: id }, { servedBy: user, departmentId: id, department: id, open: flag });
export type RocketRoom = NonNullable<ReturnType<typeof room>>;

/** The person who serves the room; one of whom nothing may be told is nobody. */
export function toRocketAgent(who: RocketUser | undefined, { rules }: Pick<RocketMapping, 'rules'>): Agent[] {
  const name = who?.name ?? who?.username;
  return rules.hidesAgent || !name ? [] : [{ ...(who?._id && { id: who._id }), name }];
}

const STATUS: Readonly<Record<string, Availability>> = {
  online: 'online', away: 'busy', busy: 'busy', offline: 'offline',
};

/** What an agent's status says of the whole service, for the visitor whom this agent serves. */
export const toRocketAvailability = (status: unknown): Availability | undefined =>
  typeof status === 'string' && Object.hasOwn(STATUS, status) ? STATUS[status] : undefined;
