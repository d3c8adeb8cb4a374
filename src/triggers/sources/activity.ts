const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'];

/** Every sign of somebody being there. */
export function watchActivity(tell: () => void): () => void {
  const options = { passive: true, capture: true };
  for (const type of SIGNS) addEventListener(type, tell, options);
  return () => {
    for (const type of SIGNS) removeEventListener(type, tell, options);
  };
}
