import { css } from 'lit';

/** The box at the foot of a conversation. */
export const replyStyles = css`
  :host {
    display: block;
    border-top: 1px solid var(--line);
  }
  form {
    display: grid;
    gap: 10px;
    padding: 12px 20px 16px;
  }
  .line {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }
  .line .button {
    min-height: 42px;
  }
  .line .primary {
    width: 48px;
    padding: 0;
  }
  textarea {
    flex: 1;
    min-height: 42px;
    max-height: 180px;
    padding: 10px 14px;
    border: 1px solid var(--line-strong);
    border-radius: 12px;
    background: var(--paper-raised);
    line-height: 20px;
    resize: none;
    field-sizing: content;
  }
  textarea:focus-visible {
    outline-offset: -1px;
  }
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    list-style: none;
  }
  li {
    position: relative;
  }
  li img {
    display: block;
    width: 72px;
    height: 72px;
    border: 1px solid var(--line);
    border-radius: 10px;
    object-fit: cover;
  }
  li button {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-end: -8px;
    display: grid;
    place-items: center;
    width: 26px;
    height: 26px;
    padding: 0;
    border: 1px solid var(--line-strong);
    border-radius: 50%;
    background: var(--paper-raised);
    cursor: pointer;
  }
  li svg {
    width: 14px;
    height: 14px;
  }
  @media (max-width: 700px) {
    form {
      padding: 8px 8px max(8px, env(safe-area-inset-bottom));
    }
    textarea {
      font-size: 16px;
    }
  }
`;
