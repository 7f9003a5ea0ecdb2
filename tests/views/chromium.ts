import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, or the one that `CHROMIUM` names. Throws, saying what to do, where there is none. */
export async function launchChromium(): Promise<Browser> {
  const named = process.env.CHROMIUM;
  const executablePath = named ?? PLACES.find(existsSync);
  if (!executablePath || !existsSync(executablePath)) {
    throw new Error(
      `No Chromium ${named ? `at CHROMIUM=${named}` : `at ${PLACES.join(', ')}`}: install it (apt-get install chromium), or name it in CHROMIUM.`,
    );
  }
  // Chromium refuses its own sandbox to root, which containers and CI machines often are.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
