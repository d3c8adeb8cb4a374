import { css } from 'lit';

/** What comes right behind the first paint: the line about the connection, and links. */
export const bannerStyles = css`
  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 9px 16px;
    font-size: 0.8125em;
    background: var(--_warning-soft);
    color: var(--_warning);
    border-block-end: 1px solid color-mix(in oklab, var(--_warning) 22%, transparent);
  }
  .banner.back {
    background: var(--_surface-2);
    color: var(--_text);
  }
  .banner.failed {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .banner button {
    min-block-size: 24px;
    font-weight: 620;
    text-decoration: underline;
    text-underline-offset: 2.5px;
  }
  .banner button {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .spinner {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    border-radius: 50%;
    border: 2px solid color-mix(in oklab, currentColor 28%, transparent);
    border-block-start-color: currentColor;
    animation: chat-spin 0.9s linear infinite;
  }
  @keyframes chat-spin {
    to {
      transform: rotate(1turn);
    }
  }
  .link {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2.5px;
    overflow-wrap: anywhere;
  }
  .agent > .link,
  .bot > .link {
    color: var(--_accent-text);
  }
`;
