import { invalid } from '../conversation/service-error.js';
import { isObject } from '../http/json-body.js';
import type { FaultInstruction } from './fault-instruction.js';

/** The members each kind cannot do without, with their type. */
const needs: Record<FaultInstruction['do'], Record<string, 'number' | 'string'>> = {
  status: { status: 'number' },
  delay: { ms: 'number' },
  drop: {},
  dropAfter: {},
  hang: {},
  dropStreams: {},
  refuseStreams: { ms: 'number' },
  duplicate: { count: 'number' },
  reorder: { count: 'number' },
  silence: { ms: 'number' },
  malformed: { chunk: 'string' },
  unknown: {},
  expireCursors: {},
};

/** Checks a list from the wire. @throws ServiceError `invalid`, so that a typo in a test does not pass silently */
export function parseInstructions(value: unknown): FaultInstruction[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, item] of list.entries()) {
    const problem = problemOf(item);
    if (problem !== undefined) throw invalid({ [String(index)]: problem });
  }
  return list as FaultInstruction[];
}

function problemOf(item: unknown): string | undefined {
  if (!isObject(item)) return 'invalid';
  const kind = String(item['do']);
  if (!Object.hasOwn(needs, kind)) return `unknown instruction ${kind}`;
  for (const [name, type] of Object.entries(needs[kind as FaultInstruction['do']])) {
    if (typeof item[name] !== type) return `${name} must be a ${type}`;
  }
  return undefined;
}
