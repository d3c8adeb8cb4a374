import type { Resume } from '../../core/transport.js';
import { createRestSession, type RestSession } from '../wire/rest/rest-caller.js';
import { id, shape, word } from '../wire/readers.js';
import type { RocketRules } from './rocketchat-wire.js';

/** Two ways to speak with a server: REST calls from 5.0 on, DDP methods before. */
export type ProfileName = 'rest' | 'ddp';

/** What is known of the visitor at this server; the parts of one transport share it. */
export type RocketSession = RestSession & {
  profile?: ProfileName | undefined;
  /** Under which name the visitor types: `guest-7`. */
  username?: string | undefined;
  /** The newest room, open or closed. */
  rid?: string | undefined;
  rules: RocketRules;
  /** A token that the core does not know yet: an attempt that fails midway must not make one visitor after another. */
  untold?: string | undefined;
};

const RULES: RocketRules = { hidden: [], videoCall: true, hidesAgent: false, survey: [] };

/** A session before anybody is known. */
export function createRocketSession(endpoint: string): RocketSession {
  return { ...createRestSession(endpoint), rules: RULES };
}

/** Somebody serves the visitor, or will. */
export const isOpen = ({ conversation: { state } }: RocketSession): boolean => state === 'active' || state === 'queued';

/** `ended`: the visitor has been told that the room is closed. */
export function toRocketResume(session: RocketSession): Resume {
  const { token, visitorId, username, profile, rid } = session;
  return { token, visitorId, username, profile, rid, ...(rid && !isOpen(session) && { ended: rid }) };
}

const left = shape(
  {},
  { token: id, visitorId: id, username: id, rid: id, ended: id, profile: word(['rest', 'ddp']) },
);

/** What an earlier connection left; without its token the rest is somebody else's. */
export function fromRocketResume(resume: Resume | undefined): NonNullable<ReturnType<typeof left>> {
  const known = left(resume, { base: '', now: 0 });
  return known?.token ? known : {};
}
