import { en } from './en.js';
import { enAttach } from './en-attach.js';
import { enAttention } from './en-attention.js';
import { enForms } from './en-forms.js';
import { enLauncher } from './en-launcher.js';
import { enLightbox } from './en-lightbox.js';
import { enMarkdown } from './en-markdown.js';
import { enMenu } from './en-menu.js';
import { enRich } from './en-rich.js';
import { enTray } from './en-tray.js';
import { enUploads } from './en-uploads.js';

/**
 * All English words: the one order in which locales have theirs. For types, tests and
 * `scripts/locales.ts`; a page gets each table with the chunk that says it.
 */
export const tables = [enLauncher, en, enForms, enMenu, enUploads, enRich, enMarkdown, enAttach, enTray, enLightbox, enAttention] as const;
