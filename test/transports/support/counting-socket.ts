/** A WebSocket class like the given one, and how many of its sockets are not closed yet. */
export function countingSocket(Base: typeof WebSocket): { WebSocket: typeof WebSocket; readonly open: number } {
  const open = new Set<WebSocket>();
  class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols ?? []);
      open.add(this);
      this.addEventListener('close', () => open.delete(this));
    }
  }
  return {
    WebSocket: CountingSocket,
    get open() {
      return open.size;
    },
  };
}
