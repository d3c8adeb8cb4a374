import type { ChatService } from '../../conversation/chat-service.js';
import type { DialectSettings } from '../dialect.js';
import { readOptions, type RocketchatOptions } from './rocketchat-options.js';

/** What every part of this dialect works with. */
export type Livechat = {
  service: ChatService;
  settings: DialectSettings;
  /** As they are now: tests change them at run time. */
  readonly options: RocketchatOptions;
};

/** The site of all visitors that come this way. */
export const rocketchatSite = 'rocketchat';

export function createLivechat(service: ChatService, settings: DialectSettings): Livechat {
  return {
    service,
    settings,
    get options() {
      return readOptions(settings.options);
    },
  };
}
