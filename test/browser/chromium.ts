import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Nothing of these reaches for the network, or for a graphics card. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts headless Chromium with an empty profile, which goes away when it is closed. */
export async function startChromium(): Promise<Browser> {
  // Its sandbox needs privileges that containers lack. It opens nothing but pages of these tests.
  return await chromium.launch({ executablePath: findChromium(), chromiumSandbox: false, args: FLAGS });
}

/** @throws {Error} when there is none: a test that is skipped tells nothing. */
function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH !== undefined) return CHROMIUM_PATH;
  const candidates = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `No Chromium on the PATH (${NAMES.join(', ')}). Install it, on Debian with ` +
      '"apt-get install chromium", or give its path in CHROMIUM_PATH.',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
