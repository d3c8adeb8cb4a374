/** What a message may have beside its words: files and quotes above them, choices below. Loaded with the first of them. */
export { toAttachments } from './rocketchat-attachments-mapper.js';
export { toBlocks } from './rocketchat-blocks-mapper.js';
