import { css } from 'lit';

/** The desk's columns: three on a desktop, list and conversation on a tablet, one on a phone. */
export const consoleStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
    min-height: 0;
  }
  .columns {
    flex: 1;
    display: grid;
    grid-template-columns: 330px minmax(0, 1fr) 300px;
    min-height: 0;
  }
  .columns:not(.reading) {
    grid-template-columns: 330px minmax(0, 1fr);
  }
  nav,
  section {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
  }
  nav {
    border-inline-end: 1px solid var(--line);
    background: var(--paper-side);
  }
  .details {
    overflow-y: auto;
    border-inline-start: 1px solid var(--line);
    background: var(--paper-side);
  }
  conversation-list,
  offline-list {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
  }
  conversation-thread {
    flex: 1;
    min-height: 0;
  }
  .tabs {
    display: flex;
    gap: 4px;
    padding: 12px 12px 8px;
  }
  .tabs button {
    display: flex;
    flex: auto;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 36px;
    white-space: nowrap;
    border: 0;
    border-radius: 8px;
    background: none;
    color: var(--ink-soft);
    cursor: pointer;
  }
  .tabs button:hover {
    background: var(--hover);
  }
  .tabs button[aria-pressed='true'] {
    background: var(--paper-raised);
    box-shadow: var(--shadow), 0 0 0 1px var(--line);
    color: var(--ink);
    font-weight: 600;
  }
  .empty {
    display: grid;
    flex: 1;
    place-content: center;
    gap: 8px;
    padding: 24px;
    color: var(--ink-soft);
    text-align: center;
  }
  .lead {
    color: var(--ink);
    font-size: 18px;
    font-weight: 600;
  }
  kbd {
    padding: 1px 6px;
    border: 1px solid var(--line-strong);
    border-radius: 5px;
    font: inherit;
    font-size: 13px;
  }
  @media (max-width: 1100px) {
    .columns,
    .columns:not(.reading) {
      grid-template-columns: 300px minmax(0, 1fr);
    }
    .details {
      display: none;
    }
    .with-details .details {
      display: flex;
    }
    .with-details .thread {
      display: none;
    }
  }
  @media (max-width: 700px) {
    .columns,
    .columns:not(.reading) {
      grid-template-columns: minmax(0, 1fr);
    }
    .reading nav,
    .columns:not(.reading) .thread {
      display: none;
    }
    nav,
    .details {
      border: 0;
    }
  }
`;
