import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/lib/browser.mjs';
import { panelHtml } from '../../src/ui/panel/html';
import type { HostMessage, PanelMessage } from '../../src/ui/panelProtocol';
import themes from './panelThemes.json';

// The panel's page in a browser without the editor: its real HTML and policy, the themes' own variables, and a host
// that only keeps what the panel asks for.

export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as Theme[];

const bodyClasses: Record<Theme, string> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light vscode-high-contrast',
};

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

/** What the editor gives a webview, kept where a test can read it. */
const editor = `
window.asked = [];
window.acquireVsCodeApi = () => ({
  postMessage: message => window.asked.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('kept') ?? 'null') ?? undefined,
  setState: state => sessionStorage.setItem('kept', JSON.stringify(state)),
});`;

export interface PanelPage {
  page: Page;
  /** Sends messages as the host and waits until they are on the page. */
  tell(...messages: HostMessage[]): Promise<void>;
  /** What the panel asked for since the page was loaded. */
  asked(): Promise<PanelMessage[]>;
  /** Breaches of the page's policy, and errors thrown in it. */
  complaints: string[];
  close(): Promise<void>;
}

export interface PanelPageOptions {
  theme?: Theme;
  width?: number;
  height?: number;
  reducedMotion?: 'reduce' | 'no-preference';
  /** What the browser calls its language; may be a tag that Intl refuses. */
  language?: string;
  /** Opens the page in a fresh profile of this one; without it, in a browser of its own. */
  browser?: Browser;
}

/** Opens the built panel (dist/) in a fresh profile. */
export async function openPanelPage(options: PanelPageOptions = {}): Promise<PanelPage> {
  const { theme = 'dark', width = 1280, height = 900, reducedMotion, language } = options;
  const server = await serve();
  const browser = options.browser ?? (await launchBrowser());
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion });
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(editor);
  if (language !== undefined)
    await page.addInitScript(
      value => Object.defineProperty(navigator, 'language', { value, configurable: true }),
      language,
    );
  await page.goto(server.address);
  await dress(page, theme);
  return {
    page,
    complaints,
    tell: (...messages) => tell(page, messages),
    asked: () => page.evaluate(() => (window as unknown as { asked: PanelMessage[] }).asked),
    close: async () => {
      await context.close();
      if (browser !== options.browser) await browser.close();
      server.close();
    },
  };
}

async function serve(): Promise<{ address: string; close(): void }> {
  const server = createServer((request, response) => {
    const name = request.url!.slice(1).replace(/\?.*/, '');
    if (name === '') {
      response.setHeader('content-type', 'text/html');
      response.end(html());
    } else if (/^(panel|codicon)[\w-]*\.(js|css|ttf)$/.test(name)) {
      response.setHeader('content-type', types[name.split('.').at(-1)!] ?? 'text/plain');
      response.end(readFileSync(join('dist/panel', name)));
    } else response.writeHead(204).end();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

function html(): string {
  return panelHtml({
    script: '/panel.js',
    style: '/panel.css',
    cspSource: "'self'",
    nonce: 'one-of-the-test',
    language: 'en',
    title: 'I/O Path',
  });
}

/** The theme's variables and the body's class, set as the editor sets them. */
async function dress(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(
    ([variables, name]) => {
      for (const [key, value] of Object.entries(variables))
        document.documentElement.style.setProperty(key, value);
      document.body.className = name;
    },
    [themes[theme] as Record<string, string>, bodyClasses[theme]] as const,
  );
}

async function tell(page: Page, messages: HostMessage[]): Promise<void> {
  await page.evaluate(async given => {
    for (const message of given) window.postMessage(message, '*');
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    // Messages arrive as tasks; the panel renders in the frame after them.
    await frame();
    await frame();
  }, messages as unknown[]);
}
