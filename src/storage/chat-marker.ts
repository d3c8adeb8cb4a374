import { readLocal, writeLocal } from './local-storage.js';

const key = (scope: string): string => `chat-widget:${scope}:chatted`;

/** Whether somebody has chatted here before: `load="auto"` then connects without being asked. */
export const hasChatted = (scope: string): boolean => readLocal(key(scope)) !== null;

/** Written with the first message, never before; taken away when the visitor is forgotten. */
export const markChatted = (scope: string, on: boolean): void => {
  writeLocal(key(scope), on ? '1' : null);
};
