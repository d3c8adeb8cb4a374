import type { CallLimit } from '../call-limiter.js';

/** Which generation of the protocol answers: 'rest' is a current server, 'ddp' one of before 5.0, 'both' neither refuses. */
export type RocketchatProfile = 'both' | 'rest' | 'ddp';

/** The dialect's own options, with their defaults. */
export type RocketchatOptions = {
  profile: RocketchatProfile;
  /** Members of the livechat config, by the flat names of `livechat:getInitialData`, laid over the site's. */
  config: Readonly<Record<string, unknown>>;
  /** False answers preflights with 405, as a real server does until its administrator changes that. */
  cors: boolean;
  /** True: the numbers of a real server. An object: those for every route and method. False: only the site's `maxPerMinute`. */
  rateLimits: boolean | CallLimit;
  /** Files want `rc_rid` and `rc_token`. */
  protectFiles: boolean;
  /** Opens rooms although nobody is on duty. */
  acceptWithNoAgents: boolean;
  /** Writes who came and went into rooms, as real servers do. The end of a room and its transfers are always written. */
  systemMessages: boolean;
};

/** Reads the options anew; what does not fit counts as absent. */
export function readOptions(given: Readonly<Record<string, unknown>>): RocketchatOptions {
  const { profile, config, rateLimits } = given;
  return {
    profile: profile === 'rest' || profile === 'ddp' ? profile : 'both',
    config: typeof config === 'object' && config !== null ? (config as Record<string, unknown>) : {},
    cors: given['cors'] !== false,
    rateLimits: typeof rateLimits === 'object' && rateLimits !== null ? (rateLimits as CallLimit) : rateLimits === true,
    protectFiles: given['protectFiles'] !== false,
    acceptWithNoAgents: given['acceptWithNoAgents'] === true,
    systemMessages: given['systemMessages'] !== false,
  };
}
