import { chromium as playwright } from 'playwright-core';
import { chromium, chromiumFlags } from './chromium.mjs';
import { say } from './say.mjs';

/** Playwright's own limit is 30 s; an overloaded machine may need longer to start a browser. */
const startPatienceMs = 300_000;

let printed = false;

/** A fresh browser with a profile of its own, removed when it is closed. */
export async function launchBrowser() {
  const { path, env, origin } = await chromium();
  if (!printed) say(`browser: ${path} (${origin})`);
  printed = true;
  return playwright.launch({
    executablePath: path,
    args: chromiumFlags,
    env: { ...process.env, ...env },
    timeout: startPatienceMs,
  });
}
