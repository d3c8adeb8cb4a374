/**
 * Somebody's chat system, as its vendor might hand it out: rooms in memory, a secret for each
 * visitor, callbacks for what happens. It knows nothing of `<chat-widget>`.
 */
export type KioskLine = { id: string; key?: string; from: 'guest' | 'clerk'; text: string; at: number };
export type KioskEvent = { line: KioskLine } | { typing: boolean; from: KioskLine['from'] } | { closed: true };

type Room = { secret: string; lines: KioskLine[]; isClosed: boolean; listeners: Set<(event: KioskEvent) => void> };

export class Kiosk {
  #rooms = new Map<string, Room>();
  #ids = 0;

  /** The room of that secret, while it is open; a new one for everybody else. */
  enter(secret?: string): { id: string; secret: string } {
    const known = [...this.#rooms].find(([, room]) => secret !== undefined && room.secret === secret && !room.isClosed);
    if (known) return { id: known[0], secret: known[1].secret };
    const id = `room-${(this.#ids += 1)}`;
    const room: Room = { secret: `secret-${id}-${Math.random()}`, lines: [], isClosed: false, listeners: new Set() };
    this.#rooms.set(id, room);
    return { id, secret: room.secret };
  }

  listen(id: string, listener: (event: KioskEvent) => void): () => void {
    const { listeners } = this.#room(id);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  lines(id: string): readonly KioskLine[] {
    return this.#room(id).lines;
  }

  isClosed(id: string): boolean {
    return this.#room(id).isClosed;
  }

  /** The same `key` twice is one line. */
  async say(id: string, from: KioskLine['from'], text: string, key?: string): Promise<KioskLine> {
    const room = this.#room(id);
    const known = key === undefined ? undefined : room.lines.find((line) => line.key === key);
    if (known) return known;
    if (room.isClosed) throw new Error('closed');
    const line: KioskLine = { id: `line-${(this.#ids += 1)}`, from, text, at: Date.now(), ...(key !== undefined && { key }) };
    room.lines.push(line);
    this.#tell(room, { line });
    return line;
  }

  typing(id: string, typing: boolean, from: KioskLine['from']): void {
    this.#tell(this.#room(id), { typing, from });
  }

  close(id: string): void {
    const room = this.#room(id);
    room.isClosed = true;
    this.#tell(room, { closed: true });
  }

  get rooms(): number {
    return this.#rooms.size;
  }

  #room(id: string): Room {
    const room = this.#rooms.get(id);
    if (!room) throw new Error(`there is no room ${id}`);
    return room;
  }

  #tell(room: Room, event: KioskEvent): void {
    for (const listener of [...room.listeners]) listener(event);
  }
}
