import { css } from 'lit';

/** Faces side by side, each a little over the one before. */
export const facesStyles = css`
  .faces {
    display: flex;
  }
  .faces .avatar {
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
    box-shadow: 0 0 0 2.5px var(--_ring, var(--_accent-fill));
  }
  .faces .avatar + .avatar {
    margin-inline-start: -12px;
  }
`;
