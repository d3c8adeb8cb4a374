import { sendKeys, setViewport } from '@web/test-runner-commands';

/** WebKitGTK's driver knows neither viewports nor modifier keys, and says so at length when asked. */
const isWebKit = /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent);

/** Answers false where the browser's driver cannot do it. */
export async function resize(width: number, height: number): Promise<boolean> {
  if (!isWebKit) await setViewport({ width, height });
  return !isWebKit;
}

export async function canHold(key: string): Promise<boolean> {
  if (isWebKit) return false;
  await sendKeys({ down: key });
  await sendKeys({ up: key });
  return true;
}
