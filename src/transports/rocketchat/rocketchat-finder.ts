import { toChatError } from '../../core/errors.js';
import { shape } from '../wire/readers.js';
import { toLoaded, type Loaded } from './rocketchat-config-mapper.js';
import type { RocketchatOptions } from './rocketchat-options.js';
import type { RocketTools } from './rocketchat-profile.js';
import type { ProfileName } from './rocketchat-session.js';
import type { RocketTalk } from './rocketchat-talk.js';
import { object } from './rocketchat-wire.js';

/** Asks for the config, with guest, room and agent where the token is known. */
export type FindServer = (token: string | undefined, signal: AbortSignal) => Promise<Loaded>;

const toConfig = shape({ config: object });

/**
 * Finds out by the config which kind of server this is: one that has no such call is of the other kind. The
 * session knows it from then on.
 * @returns rejects with the ChatError of the kind that was tried last
 */
export function createFinder(tools: RocketTools, loadTalk: (signal: AbortSignal) => Promise<RocketTalk>): FindServer {
  const { context, session, call, mapping } = tools;
  const { profile: wanted } = context.config.options as RocketchatOptions;

  const ask = async (name: ProfileName, token: string | undefined, signal: AbortSignal): Promise<unknown> => {
    // This API wants the token in the query.
    const query = token ? `?${new URLSearchParams({ token })}` : '';
    const config =
      name === 'rest'
        ? (await call(`api/v1/livechat/config${query}`, toConfig, { signal })).config
        : await (await (await loadTalk(signal)).loadOld(signal)).load(token, signal);
    session.profile = name;
    return config;
  };

  const askEither: typeof ask = (name, token, signal) =>
    ask(name, token, signal).catch((error: unknown) => {
      if (wanted === name || toChatError(error).code !== 'unsupported') throw error;
      return ask(name === 'rest' ? 'ddp' : 'rest', token, signal);
    });

  return async (token, signal) => {
    const known = wanted === 'rest' || wanted === 'ddp' ? wanted : (session.profile ?? 'rest');
    return toLoaded(await askEither(known, token, signal), mapping());
  };
}
