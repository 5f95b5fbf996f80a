// Drives a page of the embedded VS Code: palette, editors, lenses, panel, notifications.
import { launchBrowser } from './browser.mjs';

const settled = '.monaco-workbench .part.editor';

/** Time limit of a wait for a state: far more than a loaded machine needs. */
const patienceMs = 300_000;

/** Addresses of development extensions and tests: their authority must be the page's own host and port. */
export function remote(authority, path) {
  return `vscode-remote://${authority}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * The address that opens `folder` in a running VS Code.
 * @param {{address: string, authority: string, token: string | null}} vscode
 * @param {object} options
 * @param {string} [options.folder] absolute path of the workspace
 * @param {string[]} [options.open] absolute paths of files to open in it
 * @param {string} [options.developmentPath] absolute path of an unpacked extension to load
 * @param {string} [options.testsPath] absolute path of a module exporting run()
 */
export function pageAddress(vscode, { folder, open = [], developmentPath, testsPath }) {
  const payload = [];
  for (const file of open) payload.push(['openFile', remote(vscode.authority, file)]);
  if (developmentPath) payload.push(['extensionDevelopmentPath', remote(vscode.authority, developmentPath)]);
  if (testsPath) payload.push(['extensionTestsPath', remote(vscode.authority, testsPath)]);
  const query = new URLSearchParams();
  if (vscode.token) query.set('tkn', vscode.token);
  if (folder) query.set('folder', folder);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${vscode.address}/?${query}`;
}

/**
 * Opens a page of a running VS Code; `ready()` waits for the workbench, `close()` ends the browser.
 * @param {{address: string, authority: string, token: string | null}} vscode
 * @param {object} options
 * @param {number} [options.width]
 * @param {number} [options.height]
 * @param {Record<string, Function>} [options.expose] functions the page may call, by name
 * @param {'reduce' | 'no-preference'} [options.reducedMotion]
 * @param {string} [options.locale] the browser's language
 * @param {(context: import('playwright-core').BrowserContext) => Promise<void>} [options.prepare] before the page opens
 * @param {string} [options.folder]
 * @param {string[]} [options.open]
 * @param {string} [options.developmentPath]
 * @param {string} [options.testsPath]
 */
export async function openWorkbench(
  vscode,
  { width = 1400, height = 900, expose = {}, reducedMotion, locale, prepare, ...where },
) {
  const browser = await launchBrowser();
  try {
    // Without a locale, a headless browser under LANG=C reports en-US@posix, which Intl refuses.
    const language = locale ?? 'en-US';
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion,
      locale: language,
    });
    await prepare?.(context);
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    // The place where VS Code's translations store their language, which extensions get.
    if (locale)
      await page.addInitScript(
        language => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language }),
        locale,
      );
    for (const [name, body] of Object.entries(expose)) await page.exposeFunction(name, body);
    await page.goto(pageAddress(vscode, where));
    return new Workbench(browser, page);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export class Workbench {
  /**
   * @param {import('playwright-core').Browser} browser
   * @param {import('playwright-core').Page} page
   */
  constructor(browser, page) {
    this.browser = browser;
    this.page = page;
  }

  /** Waits until the workbench is shown and its extension host has started. */
  async ready() {
    await this.page.waitForSelector(settled);
    // The status bar's remote indicator leaves its busy state when the connection to the extension host is up.
    await this.page.waitForSelector('.statusbar-item[id="status.host"]');
    return this;
  }

  /** Takes the first command of the palette whose label holds `text`. */
  async command(text) {
    await this.takeFirst(`>${text}`, text);
  }

  /** Opens the palette, types, and takes the first entry whose label holds `label`. */
  async takeFirst(typed, label) {
    const entry = this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    for (const end = Date.now() + patienceMs; ; ) {
      await this.palette(typed);
      try {
        await entry.click({ timeout: 4000 });
        return;
      } catch (error) {
        // Extensions may still be loading: the list does not change after it opened. Or a view that was just shown got the
        // focus by a message of VS Code that came late (microsoft/vscode#75209): that closes the palette.
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens quick input with the given text typed (`>` first for commands) and gives its input box. */
  async palette(text) {
    const input = this.page.locator('.quick-input-widget input.input').first();
    // A closing picker uses the same input box.
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
    for (const end = Date.now() + patienceMs; ; ) {
      await this.page.keyboard.press('F1');
      try {
        await input.waitFor({ state: 'visible', timeout: 5000 });
        await input.fill(text, { timeout: 5000 });
        return input;
      } catch (error) {
        if (Date.now() > end) throw error; // keys typed while the workbench still loads are lost
      }
    }
  }

  /** Types into the input box that is open now and accepts; for a picker, see `pick`. */
  async answer(text) {
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.waitFor({ state: 'visible' });
    if (text !== undefined) await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Gives VS Code's own file dialog a path. The palette, which may still be closing, uses the same box: the dialog is
   * the one with a button that lists the parent folder. It takes a path once it lists its folder, and not before.
   */
  async answerPath(path) {
    const dialog = this.page.locator('.quick-input-widget', {
      has: this.page.locator('.quick-input-action .monaco-button:visible'),
    });
    const parent = dialog.locator('.monaco-list-row', { hasText: '..' }).first();
    await parent.waitFor();
    const input = dialog.locator('input.input').first();
    await input.fill(path);
    await input.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Takes the first row of the picker that is open now (or opens soon) whose label holds `text`. */
  async pick(text) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    await row.click();
  }

  /** Labels of the quick input's rows on show. */
  async choices() {
    const rows = this.page.locator('.quick-input-list .monaco-list-row .label-name');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name) {
    const last = name.split('/').at(-1);
    await this.takeFirst(name, last);
    await this.page.locator('.tab', { hasText: last }).first().waitFor();
  }

  /** A locator of the visible lenses that can be clicked (the title appears before its command). */
  lenses(text) {
    const all = this.page.locator('.codelens-decoration a');
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** The content of the extension's webview: a frame inside a frame. One that was moved leaves a hidden frame behind. */
  panel() {
    return this.page.frameLocator('iframe.webview >> visible=true').last().frameLocator('#active-frame');
  }

  /** Toasts on show (not with development paths: their flag hides them). */
  toasts(text) {
    const all = this.page.locator('.notification-toast');
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** One of VS Code's own: 'Default Light Modern', 'Default Dark Modern', 'Default High Contrast', … */
  async theme(label) {
    await this.command('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.fill(label);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  screenshot(path) {
    return this.page.screenshot({ path });
  }

  close() {
    return this.browser.close();
  }
}
