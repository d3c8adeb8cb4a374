/** As a touch screen would answer. */
export async function onTouch(run: () => Promise<void>): Promise<void> {
  const { matchMedia } = window;
  window.matchMedia = (query) =>
    query.includes('coarse') ? ({ ...matchMedia.call(window, query), matches: true } as MediaQueryList) : matchMedia.call(window, query);
  try {
    await run();
  } finally {
    window.matchMedia = matchMedia;
  }
}
