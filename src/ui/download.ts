import { selectCan } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';
import type { PanelScope } from './panel-scope.js';
import { saveBlob } from './save-blob.js';
import { toTranscript } from './transcript.js';

/** The conversation as a file: the backend's own where it makes one, else what is on screen. */
export async function download({ chat, localize, options }: PanelScope, state: ChatState): Promise<void> {
  const made = selectCan(state, 'transcript')
    ? await chat.requestTranscript('pdf', {}).catch(() => undefined) // the screen's own words will do
    : undefined;
  if (made instanceof Blob && made.size) return saveBlob(made, 'conversation.pdf');
  const title = options.brand || state.config.title || localize.t('panel.label');
  const text = toTranscript(state.messages, title, localize);
  saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), 'conversation.txt');
}
