import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Agent } from '../core/model.js';
import { avatar } from './avatar.js';
import type { PanelScope } from './panel-scope.js';

const MOST = 3;

/** Who may answer, side by side. Decoration: their names come with what they say. */
export const faces = (agents: readonly Agent[], scope: PanelScope): TemplateResult | typeof nothing =>
  agents.length ? html`<span class="faces" aria-hidden="true">${agents.slice(0, MOST).map((agent) => avatar(agent, scope))}</span>` : nothing;
