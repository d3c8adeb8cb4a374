import type { ChatAction } from '../../src/core/actions.js';
import { createFakeChat } from './fake-chat.js';
import { mugUrl } from './people.js';
import { createShop } from './shop.js';
import { createStage } from './stage.js';
import type { StageOptions } from './stage.js';
import { createStoryClock } from './story-clock.js';

export type Toolbar = { scheme: 'light' | 'dark'; dir: 'ltr' | 'rtl' };

/** One state on a shop's page, as Storybook shows it. */
export function renderState(
  actions: readonly ChatAction[],
  { scheme, dir }: Toolbar,
  options: StageOptions = {},
): HTMLElement {
  const direction = options.dir ?? dir;
  const theme = options.scheme ?? scheme;
  const page = createShop(theme === 'dark', direction === 'rtl');
  const chat = createFakeChat(actions, {
    file: () => fetch(mugUrl).then((response) => response.blob()),
  });
  const stage = createStage([], {
    chat,
    clock: createStoryClock(),
    ...options,
    scheme: theme,
    dir: direction,
  });
  const place = document.createElement('div');
  place.className = stage.options.placement;
  place.append(stage.host);
  page.append(place);
  return page;
}
