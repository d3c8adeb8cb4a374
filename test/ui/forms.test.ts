import { expect } from 'chai';
import { everyField, leaveMessage, rating, registration, solidHeader, unavailable } from '../../stories/states/forms.js';
import { until } from '../support/until.js';
import { asked, field, fill, isShown, submit } from './support/form-steps.js';
import { closeStages, openStage } from './support/open-stage.js';

/** Files that would go to the browser's downloads. */
function watchDownloads() {
  const saved: { name: string; text: Promise<string> }[] = [];
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let last: Blob;
  URL.createObjectURL = (blob: Blob) => createObjectURL.call(URL, (last = blob));
  HTMLAnchorElement.prototype.click = function () {
    saved.push({ name: this.download, text: last.text() });
  };
  const stop = (): void => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  };
  return Object.assign(saved, { stop });
}

const GOOD = { Name: 'Ana', Email: 'ana@example.com', 'What is it': 'advice', 'I agree': 'yes' };

describe('registration', () => {
  afterEach(closeStages);

  it('stands in the conversation’s place, and makes way when it is answered', async () => {
    const stage = await openStage(registration);
    expect(isShown(stage.root.querySelector('chat-widget-composer'))).to.equal(false);
    await fill(stage, { ...GOOD, Phone: '+41 79 000 00 00' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([
      { name: 'Ana', email: 'ana@example.com', phone: '+41 79 000 00 00', department: 'advice', consent: 'I agree to how you use this' },
    ]);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
    expect(isShown(stage.root.querySelector('chat-widget-composer'))).to.equal(true);
  });

  it('tells nothing before somebody has left a field or tried to send', async () => {
    const stage = await openStage(registration);
    expect(stage.parts('error')).to.have.length(0);
    field(stage, 'Name').dispatchEvent(new Event('blur'));
    await fill(stage, { Email: 'ana@example' });
    expect(stage.parts('error')).to.have.length(0);
    field(stage, 'Email').dispatchEvent(new Event('blur'));
    await stage.settle();
    expect(stage.parts('error').map(({ textContent }) => textContent.trim())).to.deep.equal(['Enter an address like name@example.com']);
    expect(field(stage, 'Email').getAttribute('aria-invalid')).to.equal('true');
    const described = field(stage, 'Email').getAttribute('aria-describedby')!;
    expect(stage.root.querySelector(`#${described}`)).to.equal(stage.part('error'));
    await fill(stage, { Email: 'ana@example.com' });
    expect(stage.parts('error')).to.have.length(0);
  });

  it('sums up what is missing, takes the focus there, and leads to each field', async () => {
    const stage = await openStage(registration);
    await submit(stage);
    const summary = stage.part('error-summary');
    expect(summary.textContent).to.include('Please fix 4 fields');
    expect(stage.active()).to.equal(summary);
    summary.querySelectorAll('a')[1]!.click();
    expect(stage.active()).to.equal(field(stage, 'Email'));
    expect(asked(stage, 'register')).to.equal(undefined);
  });

  it('asks for what depends on a choice only while it fits, with the form’s own words', async () => {
    const stage = await openStage(registration);
    await fill(stage, { ...GOOD, 'What is it': 'orders' });
    await fill(stage, { 'Order number': '20418' });
    await submit(stage);
    expect(stage.part('error-summary').textContent).to.include('It looks like JN-20418');
    await fill(stage, { 'What is it': 'advice' });
    await submit(stage);
    expect(asked(stage, 'register')?.[0]).not.to.have.property('order');
  });

  it('keeps everything when the backend refuses, and says which field it was', async () => {
    const refusals: object[] = [{ fields: { email: 'invalid' } }, { code: 'server' }, { code: 'rate-limited', retryAfterMs: 7000 }];
    const register = (): Promise<void> => {
      const refusal = refusals.shift();
      return refusal ? Promise.reject(Object.assign(new Error('no'), refusal)) : Promise.resolve();
    };
    const stage = await openStage(registration, { respond: { register } });
    await fill(stage, GOOD);
    await submit(stage);
    expect(stage.part('error-summary').textContent).to.include('Email');
    await fill(stage, { Email: 'ana@example.org' });
    await submit(stage);
    expect(stage.root.textContent).to.include('Something went wrong');
    await submit(stage);
    expect(stage.root.textContent).to.include('7 seconds');
    expect(field(stage, 'Name').value).to.equal('Ana');
    await submit(stage);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('keeps what was written over close and open', async () => {
    const stage = await openStage(registration);
    await fill(stage, { Name: 'Ana' });
    await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' });
    expect(field(stage, 'Name').value).to.equal('Ana');
  });

  it('begins with what the page knows, and is not shown when that is all', async () => {
    const stage = await openStage(registration, { known: { name: 'Ana', email: 'ana@example.com' } });
    expect([field(stage, 'Name').value, field(stage, 'Email').value]).to.deep.equal(['Ana', 'ana@example.com']);
    closeStages();
    const known = await openStage(
      [...registration, { type: 'config/received', config: { forms: { registration: [{ name: 'name', label: 'Name', required: true }] } } }],
      { known: { name: 'Ana' } },
    );
    await known.settle();
    expect(known.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('is not shown to whoever has a conversation', async () => {
    const stage = await openStage([...registration, { type: 'session/opened', conversation: { id: 'c', state: 'active' }, visitorId: 'v', resume: undefined }]);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('has a control of the right kind for every type, each with its label', async () => {
    const stage = await openStage(everyField);
    const kinds = [...stage.root.querySelectorAll<HTMLInputElement>('.form :is(input, select, textarea)')].map(({ type }) => type);
    expect(kinds).to.deep.equal(['radio', 'radio', 'checkbox', 'date', 'number', 'url', 'textarea']);
    stage.root.querySelector<HTMLInputElement>('[type=radio]')!.click();
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ a: 'Ochre', g: 'shop' }]);
  });
});

describe('while nobody is there', () => {
  afterEach(closeStages);

  it('a message can be left, once; its address stands in the thanks', async () => {
    const stage = await openStage(leaveMessage);
    expect(stage.part('title').textContent).to.equal('The kiln is cold');
    await fill(stage, { Name: 'Ana', Email: 'ana@example.com', Message: 'When is the kiln hot again?' });
    await submit(stage);
    expect(asked(stage, 'sendOfflineMessage')?.[0]).to.include({ message: 'When is the kiln hot again?' });
    const thanks = stage.root.querySelector<HTMLElement>('.thanks')!;
    expect(thanks.textContent).to.include('ana@example.com');
    expect(stage.active()).to.equal(thanks);
  });

  it('the backend’s own words are used', async () => {
    const stage = await openStage([
      ...leaveMessage,
      { type: 'config/received', config: { messages: { offline: 'Leave a line!', offlineSuccess: 'Got it!' } } },
    ]);
    expect(stage.root.textContent).to.include('Leave a line!');
    await fill(stage, { Name: 'Ana', Email: 'ana@example.com', Message: 'x' });
    await submit(stage);
    expect(stage.root.textContent).to.include('Got it!');
  });

  it('words go on in the conversation when somebody comes in the middle', async () => {
    const stage = await openStage(leaveMessage);
    await fill(stage, { Message: 'Half a thou' });
    await stage.dispatch({ type: 'availability/changed', availability: 'online' });
    expect(stage.part<HTMLTextAreaElement>('textarea').value).to.equal('Half a thou');
  });

  it('without a form it is said, and nothing can be written', async () => {
    const stage = await openStage(unavailable);
    expect(stage.root.textContent).to.include('Write to hello@shop.example.');
    expect(isShown(stage.root.querySelector('chat-widget-composer'))).to.equal(false);
  });
});

describe('after the end', () => {
  afterEach(closeStages);

  it('a rating is given once, by keyboard as well', async () => {
    const stage = await openStage(rating);
    const faces = [...stage.root.querySelectorAll<HTMLInputElement>('[type=radio]')];
    expect(faces.map((face) => face.getAttribute('aria-label'))).to.deep.equal(['Very bad', 'Bad', 'Neither good nor bad', 'Good', 'Very good']);
    expect(stage.root.querySelector('fieldset legend')!.textContent).to.include('How was your chat with \u2068Maya Okafor\u2069?');
    faces[3]!.click();
    await stage.settle();
    await fill(stage, { 'Anything to add': ' Quick! ' });
    await submit(stage);
    expect(asked(stage, 'rate')).to.deep.equal([{ score: 4, comment: 'Quick!' }]);
    expect(stage.root.querySelector('.csat')).to.equal(null);
    expect(stage.root.textContent).to.include('Thank you for your rating');
  });

  it('the transcript is asked for with an address, unless the page knows one', async () => {
    const stage = await openStage(rating);
    expect(stage.root.textContent).to.include('Would you like a copy');
    const press = async (words: string) => {
      [...stage.root.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words))!.click();
      await stage.settle();
    };
    await press('Email me the transcript');
    await fill(stage, { 'Your email': 'ana@example.com' });
    await submit(stage);
    expect(asked(stage, 'requestTranscript')).to.deep.equal(['email', { email: 'ana@example.com' }]);
    expect(stage.root.textContent).to.include('on its way');
  });

  it('the download is the backend’s file, else one of all that was said', async () => {
    const saved = watchDownloads();
    try {
      let older = 2;
      const answers: (Blob | undefined)[] = [new Blob(['%PDF'])];
      const stage = await openStage(rating, {
        respond: {
          requestTranscript: () => Promise.resolve(answers.shift()),
          loadOlder: () => {
            const hasOlder = --older > 0;
            const message = { id: `old-${older}`, author: { role: 'visitor' as const }, createdAt: older, parts: [{ type: 'text' as const, text: `Long ago ${older}`, format: 'plain' as const }] };
            stage.chat.dispatch({ type: 'history/loaded', messages: [message], hasOlder });
            return Promise.resolve();
          },
        },
      });
      const press = async (words: string, count: number): Promise<void> => {
        [...stage.root.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words))!.click();
        await until(() => saved.length >= count, `file ${count}`);
      };
      await press('Download the conversation', 1);
      expect(await saved[0]!.text).to.equal('%PDF');
      expect(saved[0]!.name).to.match(/^Juniper-Co-\d{4}-\d\d-\d\d\.pdf$/);
      stage.chat.dispatch({ type: 'history/loaded', messages: [], hasOlder: true });
      await press('Download the conversation', 2);
      const page = await saved[1]!.text;
      expect(page).to.include('All set. Enjoy the new mug!').and.include('Long ago 1').and.include('Long ago 0');
      await press('plain text', 3);
      expect(await saved[2]!.text).to.include('Maya Okafor:\n  All set. Enjoy the new mug!');
      expect(saved[2]!.name).to.match(/\.txt$/);
    } finally {
      saved.stop();
    }
  });
});

it('a backend with a colour gets a header of it', async () => {
  const stage = await openStage(solidHeader, { accent: '#ff6f4d' });
  const header = getComputedStyle(stage.part('header'));
  expect(header.backgroundColor).not.to.equal('rgba(0, 0, 0, 0)');
  expect(header.color).to.equal(getComputedStyle(stage.part('subtitle')).color);
  closeStages();
});
