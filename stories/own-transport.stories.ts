import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { Kiosk } from '../examples/own-transport/kiosk.js';
import { kioskTransport } from '../examples/own-transport/kiosk-transport.js';
import { defaultArgs } from './support/option-controls.js';
import type { Toolbar } from './support/render-state.js';
import { createWidget, renderPage, until } from './support/render-widget.js';

const meta: Meta = { title: 'Own transport' };
export default meta;

/** A chat system that this package has never heard of, registered by the page and answered by its own clerk. */
export const Registered: StoryObj = {
  render(_, { globals }) {
    const kiosk = new Kiosk();
    const widget = createWidget({ ...defaultArgs, transport: 'kiosk', site: 'kiosk', brand: 'The kiosk' });
    (widget.constructor as unknown as { registerTransport: (name: string, load: () => Promise<unknown>) => void }).registerTransport(
      'kiosk',
      () => Promise.resolve({ createTransport: kioskTransport(kiosk) }),
    );
    widget.addEventListener('chat-message-sent', () => void kiosk.say(`room-${kiosk.rooms}`, 'clerk', 'One moment, I’ll look in the back.'));
    return renderPage(globals as Toolbar, widget);
  },
  async play({ canvasElement }) {
    const widget = canvasElement.querySelector('chat-widget')!;
    await widget.open();
    await widget.send('Do you have stamps?');
    await until(() => widget.shadowRoot!.querySelector('[part~=agent]'), 'the answer of the clerk');
  },
};
