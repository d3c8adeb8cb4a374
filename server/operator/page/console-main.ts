import { rememberedKey, takeKeyFromAddress } from './operator-key.js';
import './key-gate.js';
import './operator-console.js';

/** Shows the console, or asks for the key first. */
function show(key: string | undefined, refused: boolean): void {
  if (key === undefined || refused) {
    const gate = document.createElement('key-gate');
    gate.refused = refused;
    gate.addEventListener('key-given', () => show(rememberedKey(), false));
    document.body.replaceChildren(gate);
    return;
  }
  const desk = document.createElement('operator-console');
  desk.operatorKey = key;
  desk.addEventListener('key-refused', () => show(undefined, true), { once: true });
  document.body.replaceChildren(desk);
}

takeKeyFromAddress();
show(rememberedKey(), false);
