import type { Clock } from '../../core/clock.js';
import type { Author, Part } from '../../core/model.js';
import type { MockRoom } from './mock-room.js';
import type { MockCall, MockStep } from './mock-script.js';

/** The step that makes the next calls fail. */
export type Failure = Extract<MockStep, { do: 'fail' }>;

/** Everything a step can touch. */
export type Stage = {
  clock: Clock;
  room: MockRoom;
  agent: Author;
  failures: Map<MockCall, Failure[]>;
  /** Resolves with the next message of the visitor. */
  heard(): Promise<string>;
  /** Resolves after so many milliseconds, or with the next connect after a disconnect. */
  pause(ms: number): Promise<void>;
};

type StepOf<T extends MockStep['do']> = Extract<MockStep, { do: T }>;
type Players = { [T in MockStep['do']]: (step: StepOf<T>, stage: Stage) => void | Promise<void> };

const text = (words: string, markdown?: boolean): Part => ({
  type: 'text',
  text: words,
  format: markdown ? 'markdown' : 'plain',
});

function update({ room }: Stage, id: string | undefined, parts: Part[]): void {
  const message = room.find(id);
  if (!message) return;
  Object.assign(message, { parts, editedAt: message.createdAt + 1 });
  room.tell({ type: 'message-updated', message });
}

const setState = ({ room }: Stage, change: Partial<typeof room.conversation>): void => {
  room.conversation = { ...room.conversation, ...change };
  room.tell({ type: 'conversation', conversation: room.conversation });
};

function move(change: 'joined' | 'left'): (step: { name?: string }, stage: Stage) => void {
  return ({ name }, stage) => {
    const { room, agent } = stage;
    if (change === 'joined' && room.conversation.state === 'queued') setState(stage, { state: 'active' });
    room.tell({ type: 'participant', change, who: name ? { ...agent, name } : agent });
  };
}

/** The words go out one by one, as a model would write them. */
const stream: Players['part'] = async (step, stage) => {
  const { room, agent: author, pause } = stage;
  const more = step.id ? { id: step.id } : {};
  const message = room.add(author, [text('')], { ...more, streaming: true });
  const id = message.id ?? '';
  let said = '';
  room.tell({ type: 'message-part', id, op: 'start', text: '', author, createdAt: message.createdAt });
  for (const word of step.text.match(/\S+\s*/g) ?? []) {
    await pause(step.ms ?? 60);
    room.tell({ type: 'message-part', id, op: 'append', text: word, offset: said.length });
    said += word;
  }
  room.tell({ type: 'message-part', id, op: 'end', text: '' });
  message.streaming = false;
  message.parts = [text(step.text)];
  room.tell({ type: 'message-updated', message });
};

const PLAYERS: Players = {
  say: ({ text: words, markdown, id, author }, { room, agent }) => {
    room.add(author ?? agent, [text(words, markdown)], id ? { id } : {});
  },
  async typing({ on = true, ms }, { room, agent: author, pause }) {
    room.tell({ type: 'typing', author, on, ttlMs: ms ?? 5000 });
    if (!ms || !on) return;
    await pause(ms);
    room.tell({ type: 'typing', author, on: false });
  },
  join: move('joined'),
  leave: move('left'),
  wait: ({ ms }, { pause }) => pause(ms),
  fail: (step, { failures }) => {
    const list = failures.get(step.call) ?? [];
    for (let n = step.times ?? 1; n > 0; n -= 1) list.push(step);
    failures.set(step.call, list);
  },
  drop: (_, { room }) => room.tell({ type: 'connection-lost' }),
  image: ({ url, name = 'picture', text: words, id }, { room, agent }) => {
    const base = globalThis.location?.href;
    const address = URL.canParse(url, base) ? new URL(url, base).href : url;
    const image: Part = { type: 'image', name, mime: 'image/*', url: address };
    room.add(agent, words ? [text(words), image] : [image], id ? { id } : {});
  },
  edit: (step, stage) => update(stage, step.id, [text(step.text)]),
  delete: ({ id }, { room }) => {
    const found = room.find(id)?.id;
    if (found) room.remove(found);
  },
  part: stream,
  availability: ({ state }, { room }) => room.tell({ type: 'availability', state }),
  queue({ do: _, ...queue }, stage) {
    if (stage.room.conversation.state !== 'queued') setState(stage, { id: 'mock', state: 'queued' });
    stage.room.tell({ type: 'queue', queue });
  },
  end: ({ by }, stage) => setState(stage, { state: 'ended', ...(by ? { by } : {}) }),
  'quick-replies': ({ choices, text: words }, { room, agent }) => {
    const replies: Part = {
      type: 'quick-replies',
      choices: choices.map((title) => ({ id: title, title, value: title })),
    };
    room.add(agent, words ? [text(words), replies] : [replies]);
  },
  read: (_, { room }) => {
    const own = room.messages.findLast(({ author }) => author.role === 'visitor')?.id;
    if (own) room.tell({ type: 'receipt', upTo: own, state: 'read' });
  },
  async expect({ text: wanted = '' }, { heard }) {
    while (!(await heard()).toLowerCase().includes(wanted.toLowerCase())) continue;
  },
};

/** Plays the steps one after the other; unknown ones are passed over. */
export async function playSteps(steps: readonly MockStep[], stage: Stage): Promise<void> {
  for (const step of steps) {
    if (!Object.hasOwn(PLAYERS, step.do)) continue;
    await (PLAYERS[step.do] as (step: MockStep, stage: Stage) => void | Promise<void>)(step, stage);
  }
}
