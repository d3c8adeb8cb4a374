import { en } from './en.js';
import { enAround } from './en-around.js';
import { enAttach } from './en-attach.js';
import { enAttention } from './en-attention.js';
import { enComposer } from './en-composer.js';
import { enConsent } from './en-consent.js';
import { enEmoji } from './en-emoji.js';
import { enForeign } from './en-foreign.js';
import { enForms } from './en-forms.js';
import { enHome } from './en-home.js';
import { enHours } from './en-hours.js';
import { enLauncher } from './en-launcher.js';
import { enLightbox } from './en-lightbox.js';
import { enMarkdown } from './en-markdown.js';
import { enMenu } from './en-menu.js';
import { enQueue } from './en-queue.js';
import { enRich } from './en-rich.js';
import { enSearch } from './en-search.js';
import { enSize } from './en-size.js';
import { enTeaser } from './en-teaser.js';
import { enTools } from './en-tools.js';
import { enTray } from './en-tray.js';
import { enUploads } from './en-uploads.js';

/**
 * All English words: the one order in which locales have theirs. For types, tests and
 * `scripts/locales.ts`; a page gets each table with the chunk that says it.
 */
export const tables = [enLauncher, en, enForms, enMenu, enUploads, enRich, enMarkdown, enAttach, enTray, enLightbox, enAttention, enTeaser, enAround, enHome, enQueue, enSize, enTools, enComposer, enEmoji, enForeign, enSearch, enConsent, enHours] as const;
