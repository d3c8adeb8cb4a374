import { expect } from 'chai';
import { wishes } from '../../stories/states/forms.js';
import { empty } from '../../stories/states/beginnings.js';
import { until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const button = ({ root }: TestStage): HTMLButtonElement => root.querySelector('chat-widget-menu button')!;
const items = ({ root }: TestStage): HTMLButtonElement[] => [...root.querySelectorAll<HTMLButtonElement>('.menu button')];
const labels = (stage: TestStage): string[] => items(stage).map(({ textContent }) => textContent.trim());
const asked = ({ chat }: TestStage): string[] => chat.calls.map(([name]) => name).filter((name) => name !== 'markRead');

async function press(stage: TestStage, label: string): Promise<void> {
  items(stage).find(({ textContent }) => textContent.trim() === label)!.click();
  for (let round = 0; round < 3; round++) await stage.settle();
}

async function key(stage: TestStage, name: string): Promise<void> {
  stage.active()!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
  await stage.settle();
}

async function open(known: Record<string, string> = { email: 'ana@example.com' }): Promise<TestStage> {
  const stage = await openStage(wishes, { known });
  button(stage).click();
  await stage.settle();
  return stage;
}

describe('menu', () => {
  afterEach(closeStages);

  it('is not there while there is nothing to wish for', async () => {
    const stage = await openStage(empty, { placement: 'inline' });
    expect(stage.root.querySelector('chat-widget-menu button') === null).to.equal(true);
  });

  it('offers what the backend can, and takes the focus', async () => {
    const stage = await open();
    expect(labels(stage).filter((label) => label !== 'Notifications')).to.deep.equal(['Make larger', 'Search this conversation', 'Sound', 'Change department', 'Email me the transcript', 'Download the conversation', 'End conversation', 'Delete my data']);
    expect(button(stage).getAttribute('aria-expanded')).to.equal('true');
    expect(stage.active() === items(stage)[0]).to.equal(true);
  });

  it('is walked by the keys of a menu', async () => {
    const stage = await open();
    await key(stage, 'ArrowDown');
    expect(stage.active() === items(stage)[1]).to.equal(true);
    await key(stage, 'End');
    expect(stage.active() === items(stage).at(-1)).to.equal(true);
    await key(stage, 'ArrowDown');
    expect(stage.active() === items(stage)[0]).to.equal(true);
    await key(stage, 'ArrowUp');
    expect(stage.active() === items(stage).at(-1)).to.equal(true);
    await key(stage, 'Escape');
    expect(items(stage)).to.have.length(0);
    expect(stage.active() === button(stage)).to.equal(true);
    expect(stage.panel.querySelector('dialog')!.open).to.equal(true);
  });

  it('closes when the focus leaves it', async () => {
    const stage = await open();
    stage.part('textarea').focus();
    await stage.settle();
    expect(items(stage)).to.have.length(0);
  });

  it('changes the department', async () => {
    const stage = await open();
    await press(stage, 'Change department');
    expect(items(stage).map((item) => item.getAttribute('aria-checked'))).to.deep.equal(['true', 'false']);
    await press(stage, 'Advice');
    expect(stage.chat.calls.at(-1)).to.deep.equal(['selectDepartment', 'advice']);
  });

  it('asks before it ends or erases anything', async () => {
    const stage = await open();
    await press(stage, 'End conversation');
    expect(asked(stage)).not.to.include('end');
    expect(stage.active()!.textContent!.trim()).to.equal('Cancel');
    await press(stage, 'Cancel');
    button(stage).click();
    await stage.settle();
    await press(stage, 'End conversation');
    await press(stage, 'End conversation');
    expect(asked(stage)).to.include('end');
    button(stage).click();
    await stage.settle();
    await press(stage, 'Delete my data');
    expect(asked(stage)).not.to.include('forget');
    await press(stage, 'Delete my data');
    expect(asked(stage)).to.include('forget');
  });

  it('asks for an address where nobody knows it', async () => {
    const stage = await open({});
    await press(stage, 'Email me the transcript');
    const field = stage.active() as HTMLInputElement;
    expect([field.type, field.labels![0]!.textContent]).to.deep.equal(['email', 'Your email address']);
    field.form!.requestSubmit();
    expect(asked(stage), 'not without one').not.to.include('requestTranscript');
    await key(stage, 'Home');
    expect(stage.active() === field, 'its keys are those of a field').to.equal(true);
    field.value = 'ana@example.com';
    field.form!.requestSubmit();
    await stage.settle();
    expect(stage.chat.calls.at(-1)).to.deep.equal(['requestTranscript', 'email', { email: 'ana@example.com' }]);
    expect(stage.active() === button(stage)).to.equal(true);
  });

  it('has a switch, and a download', async () => {
    const stage = await open();
    const sound = (): HTMLElement => items(stage).find(({ textContent }) => textContent.trim() === 'Sound')!;
    expect(sound().ariaChecked).to.equal('true');
    await press(stage, 'Sound');
    button(stage).click();
    await stage.settle();
    expect(sound().ariaChecked).to.equal('false');
    const spoken = listen(stage);
    await press(stage, 'Download the conversation');
    await until(() => spoken.at(-1)?.text === 'Done', 'it is said');
  });

  it('says what became of it', async () => {
    const stage = await openStage(wishes, { known: { email: 'ana@example.com' }, respond: { requestTranscript: () => Promise.reject(new Error('no')) } });
    const spoken = listen(stage);
    button(stage).click();
    await stage.settle();
    await press(stage, 'Email me the transcript');
    expect(stage.chat.calls.at(-1)).to.deep.equal(['requestTranscript', 'email', { email: 'ana@example.com' }]);
    expect(spoken.at(-1)).to.deep.equal({ how: 'assertive', text: 'That didn’t work. Try again.' });
  });
});
