import { sendKeys, setViewport } from '@web/test-runner-commands';

/** Answers false where the browser's driver cannot do it. */
export const resize = (width: number, height: number): Promise<boolean> =>
  setViewport({ width, height }).then(
    () => true,
    () => false,
  );

/** The driver of WebKit has no modifier keys. */
export const canHold = (key: string): Promise<boolean> =>
  sendKeys({ down: key }).then(
    () => sendKeys({ up: key }).then(() => true),
    () => false,
  );
