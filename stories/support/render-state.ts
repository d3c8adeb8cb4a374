import type { ChatAction } from '../../src/core/actions.js';
import { createFakeChat } from './fake-chat.js';
import { mugUrl } from './people.js';
import { createShop } from './shop.js';
import { createStage } from './stage.js';
import type { StageOptions } from './stage.js';
import { createStoryClock } from './story-clock.js';
import { isRightToLeft, LANGUAGES, wordsFor } from './words.js';

export type Toolbar = { scheme: 'light' | 'dark'; dir: 'ltr' | 'rtl'; locale?: string };

let stories = 0;

/** One state on a shop's page, as Storybook shows it. */
export function renderState(
  actions: readonly ChatAction[],
  { scheme, dir, locale = LANGUAGES[0]! }: Toolbar,
  options: StageOptions = {},
): HTMLElement {
  // A story in a language of its own stays so until another one is asked for.
  const language = (locale === LANGUAGES[0] && options.locale) || locale;
  const direction = isRightToLeft(language) ? 'rtl' : (options.dir ?? dir);
  const theme = options.scheme ?? scheme;
  const page = createShop(theme === 'dark', direction === 'rtl');
  const chat = createFakeChat(actions, {
    file: () => fetch(mugUrl).then((response) => response.blob()),
  });
  const stage = createStage([], {
    chat,
    clock: createStoryClock(),
    // A story finds nothing of what was typed, chosen or rated in another one.
    site: `story-${(stories += 1)}-${Date.now()}`,
    ...options,
    scheme: theme,
    dir: direction,
    locale: language,
  });
  wordsFor(language).then((words) => stage.handle.update({ ...stage.options, words }), () => {});
  const place = document.createElement('div');
  place.className = stage.options.placement;
  place.append(stage.host);
  page.append(place);
  return page;
}
