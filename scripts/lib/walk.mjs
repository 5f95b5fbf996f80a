// Walks through a package in a clean VS Code: open a file, see its lens, click Measure, select the data, read a figure.
import { startVSCode } from './vscodeServer.mjs';
import { openWorkbench } from './workbench.mjs';

/** The moment that a walk is judged by. */
export const firstFigure = 'first measured figure';

const extensionId = 'io-path-profiler.io-path-profiler';

/** Counts clicks: presses of a mouse button in the workbench. */
function countClicks() {
  globalThis.clicks = 0;
  const count = event => {
    if (event.isTrusted) globalThis.clicks += 1;
  };
  addEventListener('mousedown', count, true);
}

/** Milliseconds since the beginning, by the step that was reached. */
export function stopwatch() {
  const from = performance.now();
  const times = {};
  const reached = what => {
    times[what] = performance.now() - from;
  };
  return { times, reached };
}

/** A row of the Explorer, a list or a picker that a user would click. */
const row = (page, list, text) => page.locator(`${list} .monaco-list-row`, { hasText: text }).first();

/** Waits for the panel's figures and its verdict; its headline. */
export async function readResult({ workbench, reached }) {
  const panel = workbench.panel();
  await panel.locator('table.strategies .value').first().waitFor();
  reached(firstFigure);
  await panel.locator('section.progress').waitFor({ state: 'detached' });
  await panel.locator('section.hero').waitFor();
  reached('result with its verdict');
  return panel.locator('section.hero h2').innerText();
}

/** The first row of the picker is the one it suggests. */
async function measured({ workbench, picture, reached }) {
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().click();
  const end = await readResult({ workbench, reached });
  await picture('result');
  return end;
}

async function refused({ workbench, picture, reached }) {
  const toast = workbench.toasts('Nothing can be measured here.').first();
  await toast.waitFor();
  reached('why nothing is measured');
  await picture('refused');
  return toast.innerText();
}

/** How often a list is scrolled on before a row counts as missing. */
const mostScrolls = 30;

/** The extension's activation time as the editor reports it: loading its code and running activate(). */
async function activationTime(workbench) {
  await workbench.command('Developer: Show Running Extensions');
  const { page } = workbench;
  const editor = page.locator('.runtime-extensions-editor');
  const entry = editor.locator('.extension', { hasText: 'I/O Path Profiler' });
  await editor.locator('.extension').first().waitFor();
  await editor.hover();
  // The slowest stand first, and rows below the fold are not on the page.
  for (let scrolls = 0; (await entry.count()) === 0 && scrolls < mostScrolls; scrolls += 1) {
    await page.mouse.wheel(0, 200);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return entry.locator('.activation-time').first().innerText();
}

async function steps({ workbench, picture, isWeb, reached }) {
  const { page } = workbench;
  await workbench.ready();
  reached('workbench ready');
  await page.evaluate(countClicks);
  await row(page, '.explorer-folders-view', 'FileSender.java').click();
  await workbench.lenses('2 copies → 0').first().waitFor();
  reached('lens');
  await picture('lens');
  await workbench.lenses('Measure').first().click();
  const end = await (isWeb ? refused : measured)({ workbench, picture, reached });
  const clicks = await page.evaluate(() => globalThis.clicks);
  const activation = await activationTime(workbench);
  await picture('running-extensions');
  return { clicks, activation: activation.replace(/^\D*/, ''), end };
}

/**
 * Walks through one package. The clock starts before the installation; VS Code's own start is part of it.
 * @param {{vsix: string, folder: string, isWeb: boolean, picture: (name: string) => string}} options absolute paths; a
 *   picture's name to its file. `isWeb`: the editor runs it in the browser's extension host, and measuring is refused
 * @returns {Promise<{times: Record<string, number>, clicks: number, activation: string, end: string}>} milliseconds
 */
export async function walk({ vsix, folder, isWeb, picture }) {
  const { times, reached } = stopwatch();
  const settings = isWeb ? { 'remote.extensionKind': { [extensionId]: ['web'] } } : {};
  const vscode = await startVSCode({ vsix: [vsix], settings });
  reached('installed, server started');
  try {
    const workbench = await openWorkbench(vscode, { folder });
    const keep = name => workbench.screenshot(picture(name));
    try {
      return { times, ...(await steps({ workbench, picture: keep, isWeb, reached })) };
    } catch (error) {
      await keep('failed');
      throw error;
    } finally {
      await workbench.close();
    }
  } finally {
    await vscode.stop();
  }
}
