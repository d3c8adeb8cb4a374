/** Whether the backend may be asked before the visitor has done anything: not without their consent where that is needed, nor for an element that has left. */
export const mayAsk = (host: Element): boolean =>
  host.isConnected && /^(granted)?$/.test(host.getAttribute('consent') ?? '') && host.getAttribute('load') !== 'manual';
