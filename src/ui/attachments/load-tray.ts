const importTray = () => import('./tray.js');

/** What files need beside the button: the tray, the rules, and the code that looks into images. */
export const loadTray = (): Promise<unknown> => importTray().catch(importTray);
