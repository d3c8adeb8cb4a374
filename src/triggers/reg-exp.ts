/** One step of the automaton: takes a character, looks at the place, or only goes on. */
type State = {
  id: number;
  takes?: (character: string) => boolean;
  place?: 'start' | 'end';
  next: State[];
};
/** A piece of it: where it begins, and where it ends (a state without `takes`). */
type Piece = { first: State; last: State };

const LONGEST_PATTERN = 500;
const LONGEST_TEXT = 4096;
const MOST_STATES = 1200;
/** What `{20}` makes of one piece stands there twenty times, and all of it may be alive at once. */
const MOST_COPIED = 180;
const MOST_TIMES = 20;

class Refused extends Error {}

const NAMED: Readonly<Record<string, RegExp>> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * A regular expression of somebody else's as a function that takes time proportional to the text,
 * whatever is written: it walks all alternatives at once instead of one after the other.
 * Undefined for what is no regular expression, or looks around itself or back.
 */
export function compileRegExp(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  try {
    const walk = new Walk(new Parser(pattern).parse());
    return (text) => walk.run(text.slice(0, LONGEST_TEXT));
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** Where one may stand after some characters; what follows is found out once for each character. */
type Front = { states: readonly State[]; then: Map<string, Front> };

const MOST_FRONTS = 1000;

/** The automaton, walked with all alternatives at once; equal fronts are the same one. */
class Walk {
  #first: State;
  #last: State;
  #fronts = new Map<string, Front>();

  constructor({ first, last }: Piece) {
    this.#first = first;
    this.#last = last;
  }

  run(text: string): boolean {
    let front = this.#front([this.#first], true, !text);
    for (let at = 0; !front.states.includes(this.#last); at++) {
      const character = text[at];
      if (character === undefined) return false;
      front = at === text.length - 1 ? this.#next(front, character, true) : this.#known(front, character);
    }
    return true;
  }

  #known(front: Front, character: string): Front {
    const known = front.then.get(character) ?? this.#next(front, character, false);
    front.then.set(character, known);
    return known;
  }

  #next({ states }: Front, character: string, isEnd: boolean): Front {
    const reached = states.flatMap(({ takes, next }) => (takes?.(character) ? next : []));
    return this.#front([...reached, this.#first], false, isEnd); // it may begin anywhere
  }

  /** These states with all that can be reached from them without a character. */
  #front(from: readonly State[], isStart: boolean, isEnd: boolean): Front {
    const found = new Set<State>();
    const todo = [...from];
    for (let state = todo.pop(); state; state = todo.pop()) {
      const isBarred = state.place && !(state.place === 'start' ? isStart : isEnd);
      if (isBarred || found.has(state)) continue;
      found.add(state);
      if (!state.takes) todo.push(...state.next);
    }
    const states = [...found].filter(({ takes, next }) => takes ?? !next.length).sort((a, b) => a.id - b.id);
    const name = `${isEnd}${states.map(({ id }) => id).join()}`;
    const front = this.#fronts.get(name) ?? { states, then: new Map<string, Front>() };
    if (this.#fronts.size > MOST_FRONTS) this.#fronts.clear();
    this.#fronts.set(name, front);
    return front;
  }
}

class Parser {
  #pattern: string;
  #at = 0;
  #states = 0;
  #copied = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  parse(): Piece {
    const piece = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new Refused();
    return piece;
  }

  #peek(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #eat(text: string): boolean {
    const isThere = this.#pattern.startsWith(text, this.#at);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  #state(state: Partial<State> = {}): State {
    if (++this.#states > MOST_STATES) throw new Refused();
    return { id: this.#states, next: [], ...state };
  }

  #single(state: Partial<State>): Piece {
    const last = this.#state();
    return { first: this.#state({ ...state, next: [last] }), last };
  }

  #alternatives(): Piece {
    const first = this.#state();
    const last = this.#state();
    do {
      const piece = this.#sequence();
      first.next.push(piece.first);
      piece.last.next.push(last);
    } while (this.#eat('|'));
    return { first, last };
  }

  #sequence(): Piece {
    const first = this.#state();
    let last = first;
    while (!['', '|', ')'].includes(this.#peek())) {
      const piece = this.#repeated();
      last.next.push(piece.first);
      last = piece.last;
    }
    return { first, last };
  }

  #repeated(): Piece {
    const from = this.#at;
    const piece = this.#atom();
    const to = this.#at;
    const times = this.#times();
    if (!times) return piece;
    this.#eat('?'); // whether it takes much or little decides nothing here
    const after = this.#at;
    if (this.#times()) throw new Refused(); // nothing to repeat
    const repeated = this.#repeat(piece, times, () => {
      const before = this.#states;
      this.#at = from;
      const again = this.#atom();
      this.#copied += this.#states - before;
      if (this.#at !== to || this.#copied > MOST_COPIED) throw new Refused();
      return again;
    });
    this.#at = after;
    return repeated;
  }

  #times(): [least: number, most: number] | undefined {
    if (this.#eat('*')) return [0, Infinity];
    if (this.#eat('+')) return [1, Infinity];
    if (this.#eat('?')) return [0, 1];
    const [all, least = '', comma, most] = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (!all) return undefined;
    this.#at += all.length;
    const from = Number(least);
    const to = comma ? Number(most || Infinity) : from;
    if (Math.max(from, to === Infinity ? 0 : to) > MOST_TIMES || to < from) throw new Refused();
    return [from, to];
  }

  #repeat(one: Piece, [least, most]: [number, number], again: () => Piece): Piece {
    const first = this.#state();
    const last = this.#state();
    let from = first;
    let piece = one;
    const count = most === Infinity ? Math.max(least, 1) : most;
    for (let time = 1; time <= count; time++) {
      if (time > 1) piece = again();
      if (time > least) from.next.push(last);
      from.next.push(piece.first);
      from = piece.last;
    }
    if (most === Infinity) from.next.push(piece.first);
    from.next.push(last);
    return { first, last };
  }

  #atom(): Piece {
    if (this.#eat('^')) return this.#single({ place: 'start' });
    if (this.#eat('$')) return this.#single({ place: 'end' });
    if (this.#eat('.')) return this.#single({ takes: () => true });
    if (this.#eat('[')) return this.#single({ takes: this.#class() });
    if (this.#eat('(')) return this.#group();
    const character = this.#peek();
    if ('*+?'.includes(character)) throw new Refused(); // nothing to repeat
    this.#at++;
    return this.#single({ takes: character === '\\' ? this.#escaped() : (each) => each === character });
  }

  #group(): Piece {
    if (this.#eat('?') && !this.#eat(':')) throw new Refused(); // looks around itself
    const piece = this.#alternatives();
    if (!this.#eat(')')) throw new Refused();
    return piece;
  }

  #escaped(): (character: string) => boolean {
    const name = this.#peek();
    this.#at++;
    if (Object.hasOwn(NAMED, name)) return (each) => NAMED[name]!.test(each);
    const meant = CONTROLS[name] ?? name;
    if (!/^[^a-zA-Z0-9]$/.test(meant)) throw new Refused(); // a back reference, or what nobody needs in an address
    return (each) => each === meant;
  }

  #class(): (character: string) => boolean {
    const isNegated = this.#eat('^');
    const tests: ((character: string) => boolean)[] = [];
    while (!this.#eat(']')) {
      if (!this.#peek()) throw new Refused();
      tests.push(this.#member());
    }
    return (character) => tests.some((test) => test(character)) !== isNegated;
  }

  #member(): (character: string) => boolean {
    // Addresses have all of `[]` among their characters, and people write them so.
    if (/^\[\][^[\]]+\]/.test(this.#pattern.slice(this.#at)) && this.#eat('[]')) return (each) => '[]'.includes(each);
    const from = this.#peek();
    this.#at++;
    if (from === '\\') return this.#escaped();
    const [all, to] = /^-([^\]\\])/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (!all || to! < from) return (each) => each === from;
    this.#at += all.length;
    return (each) => each >= from && each <= to!;
  }
}

/**
 * Whether an address is meant by a `page-url` of Rocket.Chat: a regular expression that may match
 * anywhere. Undefined where it cannot be used. Two habits are understood: slashes around it, and
 * `^` for the beginning of the host or of the path.
 */
export function compileAddress(pattern: string): ((address: string) => boolean) | undefined {
  const bare = /^\/\^/.test(pattern) ? pattern.slice(1).replace(/\/$/, '') : pattern;
  const test = compileRegExp(bare);
  if (!test) return undefined;
  const isAnchored = bare.startsWith('^');
  return (address) => {
    const [, host = '', path = ''] = /^[a-z]+:\/\/([^/]*)(.*)$/.exec(address) ?? [];
    return test(address) || (isAnchored && (test(host + path) || test(path)));
  };
}
