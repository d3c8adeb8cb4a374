import { css } from 'lit';

/**
 * Colours from the accent, by the arithmetic of the launcher's sheet: Y of XYZ-D65 is WCAG
 * luminance, so the accent as text is darkened to Y ≤ .14 on light and lifted to Y ≥ .34 on dark.
 * Neutrals carry a trace of the brand's hue. A page sets the public tokens; they are only read here.
 */
export const tokens = css`
  .root {
    font: var(--chat-font-size, medium) var(--_font);
    --_font: var(--chat-font, ui-sans-serif, system-ui, sans-serif);
    --_ease: var(--chat-ease, cubic-bezier(0.2, 0.8, 0.2, 1));
    --_duration: var(--chat-duration, 220ms);
    --_surface: var(
      --chat-surface,
      light-dark(#fff, oklch(from var(--_accent) 0.205 min(c * 0.09, 0.014) h))
    );
    --_surface-2: var(
      --chat-surface-2,
      light-dark(
        oklch(from var(--_accent) 0.966 min(c * 0.03, 0.006) h),
        oklch(from var(--_accent) 0.272 min(c * 0.1, 0.017) h)
      )
    );
    --_surface-3: var(
      --chat-surface-3,
      light-dark(
        oklch(from var(--_accent) 0.938 min(c * 0.04, 0.009) h),
        oklch(from var(--_accent) 0.325 min(c * 0.1, 0.019) h)
      )
    );
    --_text: var(
      --chat-text,
      light-dark(
        oklch(from var(--_accent) 0.235 min(c * 0.12, 0.022) h),
        oklch(from var(--_accent) 0.955 min(c * 0.03, 0.006) h)
      )
    );
    --_muted: var(
      --chat-text-muted,
      light-dark(
        oklch(from var(--_accent) 0.49 min(c * 0.1, 0.02) h),
        oklch(from var(--_accent) 0.755 min(c * 0.06, 0.014) h)
      )
    );
    --_border: var(
      --chat-border,
      light-dark(
        oklch(from var(--_accent) 0.905 min(c * 0.05, 0.01) h),
        oklch(from var(--_accent) 0.36 min(c * 0.1, 0.018) h)
      )
    );
    --_border-strong: var(
      --chat-border-strong,
      light-dark(
        oklch(from var(--_accent) 0.62 min(c * 0.06, 0.012) h),
        oklch(from var(--_accent) 0.6 min(c * 0.08, 0.016) h)
      )
    );
    --_at-k: min(1, 0.14 / max(y, 0.0001));
    --_at-m: max(0, (0.34 - y) / (1.0001 - y));
    --_accent-text: var(
      --chat-accent-text,
      light-dark(
        color(
          from var(--_accent) xyz-d65 calc(x * var(--_at-k)) calc(y * var(--_at-k))
            calc(z * var(--_at-k))
        ),
        color(
          from var(--_accent) xyz-d65 calc(x + (0.9505 - x) * var(--_at-m))
            calc(y + (1 - y) * var(--_at-m)) calc(z + (1.089 - z) * var(--_at-m))
        )
      )
    );
    --_accent-soft: var(
      --chat-accent-soft,
      light-dark(
        color-mix(in oklab, var(--_accent) 9%, var(--_surface)),
        color-mix(in oklab, var(--_accent) 19%, var(--_surface))
      )
    );
    --_accent-line: var(
      --chat-accent-line,
      color-mix(in oklab, var(--_accent-text) 36%, var(--_surface))
    );
    --_focus: var(--chat-focus, var(--_accent-text));
    --_edge: inset 0 0 0 1px color-mix(in oklab, var(--_text) 9%, transparent);
    --_online: var(--chat-online, light-dark(#128f53, #35d07f));
    --_shade: light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.2), oklch(0 0 0 / 0.55));
    --_shade-2: light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.1), oklch(0 0 0 / 0.4));
    --_radius: var(--chat-radius, 18px);
    --_tail: var(--chat-radius-tail, 6px);
    --_bubble-gap: var(--chat-bubble-gap, 3px);
    --_face: var(--chat-message-avatar-size, 28px);
    --_radius-md: var(--chat-card-radius, calc(var(--_radius) * 0.78));
    --_control: var(--chat-control, 36px);
    --_md: var(--chat-font-size-message, 0.9375em);
    --_sm: var(--chat-font-size-small, 0.8125em);
    --_xs: var(--chat-font-size-tiny, 0.75em);
    --_gap: var(--chat-gap, 14px);
    --_radius-panel: var(--chat-panel-radius, calc(var(--_radius) * 1.12));
  }
  @media (pointer: coarse) {
    .root {
      --_control: var(--chat-control, 44px);
      /* iOS enlarges the page for a field with smaller text. */
      --_md: max(16px, var(--chat-font-size-message, 1em));
    }
  }
  @media (prefers-contrast: more) {
    .root {
      --_muted: var(--_text);
      --_border: var(--_text);
      --_border-strong: var(--_text);
      --_accent-line: var(--_accent-text);
    }
  }
`;
