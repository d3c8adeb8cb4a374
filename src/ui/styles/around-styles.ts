import { css } from 'lit';

/** Comes right behind the first paint: what the header gets then, the shapes of a list to come, and how the panel leaves. */
export const aroundStyles = css`
  .panel:not([open]) {
    opacity: 0;
    transform: scale(0.96);
    transition:
      opacity 140ms,
      transform 140ms,
      display 140ms allow-discrete;
  }
  /* What lies over the panel. */
  .menu,
  .agent-card,
  .picker {
    border-radius: var(--_radius-md);
    background: light-dark(var(--_surface), var(--_surface-2));
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_border),
      var(--_raised);
    animation: chat-open 120ms var(--_ease);
  }
  .presence.busy {
    background: var(--_warning);
  }
  @media print {
    .root.inline {
      display: block;
    }
  }
  .log chat-widget-bones {
    margin-block-start: auto;
  }
  .bones {
    display: grid;
    gap: 14px;
  }
  .bones i {
    position: relative;
    inline-size: 46%;
    block-size: 2.55em;
    margin-inline-start: calc(var(--_face, 28px) + 8px);
    border-radius: var(--_radius);
    background: linear-gradient(90deg, var(--_surface-2), var(--_surface-3), var(--_surface-2)) 0 / 200% 100%;
    animation: chat-shimmer 1.8s linear infinite;
  }
  .bones i:nth-child(odd)::before {
    content: '';
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: calc(100% + 8px);
    inline-size: var(--_face, 28px);
    block-size: var(--_face, 28px);
    border-radius: 50%;
    background: inherit;
  }
  .bones i:nth-child(even) {
    inline-size: 50%;
    justify-self: end;
  }
  .bones i:nth-child(-n + 2) {
    inline-size: 62%;
  }
  .bones i:nth-child(2) {
    inline-size: 48%;
  }
  .bones i:nth-child(3) {
    inline-size: 70%;
    block-size: 5.3em;
  }
  .bones i:nth-child(3n + 1) {
    block-size: 3.9em;
  }
  @keyframes chat-shimmer {
    to {
      background-position: -200% 0;
    }
  }
  .header .back {
    margin-inline-start: -8px;
  }
  .header .back:dir(rtl) .icon {
    scale: -1 1;
  }
  /* Takes no room: the button lies over the picture before it. */
  .header chat-widget-agent {
    --_face-size: var(--chat-avatar-size, 36px);
    position: relative;
    inline-size: 0;
    block-size: 0;
    margin-inline-start: -10px;
  }
  .panel .about {
    position: absolute;
    --_reach: max(var(--_face-size), var(--_control));
    inset-inline-end: calc((var(--_face-size) - var(--_reach)) / 2);
    inset-block-start: calc(var(--_reach) / -2);
    inline-size: var(--_reach);
    block-size: var(--_reach);
    border-radius: 50%;
  }
  .panel .header .about.about {
    background: none;
  }
  .panel .about:hover {
    box-shadow: inset 0 0 0 3px color-mix(in oklab, currentColor 16%, #0000);
  }
  /* Of the letters behind a picture nothing shows at its rim. */
  .avatar:has(img:not([hidden])) svg {
    opacity: 0;
  }
  /* Whoever sends a page of text for a name: the conversation must stay in sight, and so must the field. */
  .panel .header h2,
  .message > .name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
  }
  .agent-card {
    position: absolute;
    z-index: 1;
    inset-block-start: 24px;
    inset-inline-start: calc(-1 * var(--_face-size));
    inline-size: max-content;
    max-inline-size: min(280px, 78vw);
    max-block-size: min(320px, 50vh);
    overflow: hidden auto;
    display: grid;
    gap: 10px;
    padding: 16px;
    overflow-wrap: anywhere;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 12px;
    font-size: 1.0625em;
    font-weight: 640;
  }
  .person .avatar {
    inline-size: 52px;
    block-size: 52px;
  }
  .agent-card p,
  .panel .solid .agent-card p {
    font-size: 0.8125em;
    background: none;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .menu,
    .agent-card,
    .picker {
      border: 1px solid;
    }
  }
`;
