import { selectCan } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';
import type { PanelScope } from './panel-scope.js';
import { saveBlob } from './save-blob.js';
import { toTranscript } from './transcript.js';
import { toHtmlTranscript } from './transcript-html.js';
import { oneLine } from './transcript-words.js';

/** More than a conversation has; a backend that always says "more" must not hold up the file. */
const MAX_PAGES = 40;

/** A name that every system takes: letters, digits and hyphens, and the day. */
export function toFileName(title: string, at: number, ending: string): string {
  const words = oneLine(title).replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${words.slice(0, 60) || 'conversation'}-${new Date(at).toISOString().slice(0, 10)}.${ending}`;
}

/** What lies further back than the screen belongs to the conversation as well. */
async function readAll({ chat }: PanelScope): Promise<void> {
  try {
    for (let page = 0; page < MAX_PAGES && chat.state.hasOlder; page++) await chat.loadOlder();
  } catch {
    // Without the backend the file has what is here.
  }
}

/** The conversation as a file: the backend's own where it makes one, else a page, or plain text, of all that was said. */
export async function download(scope: PanelScope, state: ChatState, kind: 'html' | 'text' = 'html'): Promise<void> {
  const { chat, clock, localize, options } = scope;
  const title = options.brand || state.config.title || localize.t('panel.label');
  const name = (ending: string): string => toFileName(title, clock.now(), ending);
  const made = selectCan(state, 'transcript')
    ? await chat.requestTranscript(kind === 'html' ? 'pdf' : 'text', {}).catch(() => undefined) // our own will do
    : undefined;
  if (made instanceof Blob && made.size) return saveBlob(made, name(kind === 'html' ? 'pdf' : 'txt'));
  await readAll(scope);
  const { messages } = chat.state;
  if (kind === 'text') {
    return saveBlob(new Blob([toTranscript(messages, title, localize)], { type: 'text/plain;charset=utf-8' }), name('txt'));
  }
  const page = toHtmlTranscript(messages, { title, dir: options.dir, localize });
  saveBlob(new Blob([page], { type: 'text/html;charset=utf-8' }), name('html'));
}
