import { expect } from 'chai';
import * as connection from '../../stories/states/connection.js';
import { conversation } from '../../stories/states/conversation.js';
import * as delivery from '../../stories/states/delivery.js';
import { sleep } from '../support/until.js';
import { closeStages, openStage } from './support/open-stage.js';

const STATES = { conversation, ...connection, ...delivery };

describe('a strict content security policy', () => {
  const violations: string[] = [];
  const note = (event: SecurityPolicyViolationEvent): void => void violations.push(event.violatedDirective);

  before(() => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'content-security-policy';
    policy.content = "style-src 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";
    document.head.append(policy);
    document.addEventListener('securitypolicyviolation', note);
  });
  after(() => document.removeEventListener('securitypolicyviolation', note));
  afterEach(closeStages);

  for (const [name, actions] of Object.entries(STATES)) {
    it(`is kept by ${name}`, async () => {
      const stage = await openStage(actions);
      expect(stage.shadow.querySelectorAll('style, [style]')).to.have.length(0);
      await sleep(20);
      expect(violations).to.deep.equal([]);
      const { width } = getComputedStyle(stage.part('panel'));
      expect(width, 'the sheet is in effect').to.equal('400px');
    });
  }
});
