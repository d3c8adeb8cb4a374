import { css } from 'lit';

/** Messages, pictures, day lines. */
export const threadStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 20px;
    border-bottom: 1px solid var(--line);
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  .who h2 {
    overflow: hidden;
    font-size: 16px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who p {
    overflow: hidden;
    color: var(--ink-soft);
    font-size: 13.5px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .log {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 2px;
    min-height: 0;
    padding: 16px 24px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .earlier {
    align-self: center;
    flex: none;
  }
  .day {
    align-self: center;
    padding: 14px 0 8px;
    color: var(--ink-soft);
    font-size: 13px;
    font-weight: 500;
  }
  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-width: min(76%, 640px);
    padding-top: 2px;
  }
  .message.first {
    padding-top: 10px;
  }
  .message.own {
    align-items: flex-end;
    align-self: flex-end;
  }
  .message.system {
    align-self: center;
    align-items: center;
    color: var(--ink-soft);
    font-size: 13.5px;
  }
  .bubble {
    padding: 8px 13px;
    border-radius: 16px;
    background: var(--theirs);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .own .bubble {
    background: var(--own);
  }
  .system .bubble {
    padding: 2px 8px;
    background: none;
  }
  .author {
    padding: 0 4px 2px;
    color: var(--ink-soft);
    font-size: 12.5px;
  }
  .picture {
    display: block;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 14px;
  }
  .linked {
    padding: 8px 13px;
    border: 1px solid var(--line);
    border-radius: 16px;
    color: var(--accent);
    overflow-wrap: anywhere;
  }
  .linked span {
    color: var(--ink-soft);
  }
  .linked + .bubble,
  .linked + .linked,
  .picture + .bubble,
  .picture + .picture,
  .bubble + .choices {
    margin-top: 4px;
  }
  img {
    display: block;
    width: auto;
    max-width: min(320px, 100%);
    height: auto;
    max-height: 280px;
    background: var(--theirs);
  }
  .choices {
    color: var(--ink-soft);
    font-size: 13.5px;
  }
  .meta {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 2px 4px 0;
    color: var(--ink-soft);
    font-size: 12px;
  }
  .meta svg {
    width: 16px;
    height: 16px;
  }
  .meta .read {
    color: var(--accent);
  }
  .meta .read svg {
    stroke-width: 2.6;
  }
  .typing {
    padding: 10px 4px 0;
    color: var(--ink-soft);
    font-size: 13.5px;
    font-style: italic;
  }
  .typing[hidden] {
    display: none;
  }
  .dots::after {
    content: '…';
  }
  .ended {
    padding: 16px;
    border-top: 1px solid var(--line);
    background: var(--paper-side);
    color: var(--ink-soft);
    text-align: center;
  }
  .back,
  .details {
    display: none;
  }
  @media (max-width: 1100px) {
    .details {
      display: inline-flex;
    }
  }
  @media (max-width: 700px) {
    header {
      gap: 8px;
      padding: 8px;
    }
    .back {
      display: inline-flex;
    }
    .log {
      padding: 12px;
    }
    .message {
      max-width: 86%;
    }
  }
`;
