import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { startVSCode } from '../../scripts/lib/vscodeServer.mjs';
import { makeVsix } from '../../scripts/lib/vsix.mjs';
import { openWorkbench, type Workbench } from '../../scripts/lib/workbench.mjs';
import { makeWorkspace } from './workspace';

export type { Workbench };

/** Pictures of the journeys, kept by CI. */
export const screenshots = resolve('out/screenshots');

export interface Journey {
  /** The page and its hands: palette, files, lenses, panel, toasts. */
  workbench: Workbench;
  vscode: Awaited<ReturnType<typeof startVSCode>>;
  /** Absolute path of the workspace that is open. */
  folder: string;
  /** Keeps a picture under out/screenshots. */
  picture(name: string): Promise<void>;
}

export interface JourneyOptions {
  /** Named in the pictures. */
  name: string;
  /** Absolute path; without it, a temporary workspace with a Java and a C loop and a data file. */
  folder?: string;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  width?: number;
  height?: number;
  /** The browser's language, which VS Code follows. */
  locale?: string;
  reducedMotion?: 'reduce' | 'no-preference';
  /** Whether the panel is opened before the walk; by default yes. */
  showPanel?: boolean;
  /** Done before the page opens. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

type Walk = (journey: Journey) => Promise<void>;

interface OpenJourney extends Journey {
  close(): Promise<void>;
}

/** Opens the extension as people have it, installed from its VSIX into a clean VS Code. */
async function open(options: JourneyOptions): Promise<OpenJourney> {
  const { name, settings, env, showPanel = true, ...page } = options;
  const made = options.folder ? null : makeWorkspace();
  const folder = options.folder ?? made?.folder ?? '';
  const vscode = await startVSCode({ vsix: [resolve(await makeVsix())], settings, env });
  let workbench: Workbench | null = null;
  const close = async () => {
    await workbench?.close();
    await vscode.stop();
    made?.remove();
  };
  try {
    workbench = await openWorkbench(vscode, { ...page, folder });
    mkdirSync(screenshots, { recursive: true });
    const picture = pictures(workbench, name);
    await pictured(picture, async () => {
      await workbench?.ready();
      if (showPanel) await openPanel(workbench as Workbench);
    });
    return { workbench, vscode, folder, picture, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const pictures = (workbench: Workbench, name: string) => async (of: string) => {
  await workbench.screenshot(join(screenshots, `${name}-${of}.png`));
};

/** Where a step fails the picture of that moment is kept as NAME-failed.png. */
async function pictured(picture: Journey['picture'], steps: () => Promise<void>): Promise<void> {
  try {
    await steps();
  } catch (error) {
    await picture('failed').catch(() => {});
    throw error;
  }
}

/** Walks through a VS Code of its own, and cleans up. */
export async function journey(options: JourneyOptions, walk: Walk): Promise<void> {
  const opened = await open(options);
  try {
    await pictured(opened.picture, () => walk(opened));
  } finally {
    await opened.close();
  }
}

/**
 * Walks one after the other through one VS Code, which each leaves so that the next can begin; after one that fails the
 * next has a new one. A file's tests share what they need no clean start for.
 */
export function sharedJourney(options: JourneyOptions): (name: string, walk: Walk) => Promise<void> {
  let opened: OpenJourney | null = null;
  const close = async () => {
    const last = opened;
    opened = null;
    await last?.close();
  };
  after(close);
  return async (name, walk) => {
    opened ??= await open(options);
    const picture = pictures(opened.workbench, name);
    try {
      await pictured(picture, () => walk({ ...(opened as OpenJourney), picture }));
    } catch (error) {
      await close();
      throw error;
    }
  };
}

/** A panel that is still loading takes the focus later: a palette that was opened meanwhile would close. */
async function openPanel(workbench: Workbench): Promise<void> {
  await workbench.command('I/O Path: Show Panel');
  await workbench.panel().locator('#content > *').first().waitFor();
}

/** Opens the panel's menu of further actions and takes one. */
export async function takeAction(workbench: Workbench, label: string | RegExp): Promise<void> {
  const panel = workbench.panel();
  await panel.locator('.overflow > summary').click();
  await panel.locator('.overflow .menu-list button', { hasText: label }).click();
}

/** A line of the panel's table by the strategy's name. */
export function strategyRow(workbench: Workbench, strategy: string) {
  const name = workbench.page.locator('.strategy', { hasText: new RegExp(`^${strategy}$`) });
  return workbench.panel().locator('table.strategies tbody tr').filter({ has: name }).first();
}

/** Opens the Java loop and waits for the lens that says what it costs. */
export async function openLoop(workbench: Workbench, cost = /2 copies → 0 with/) {
  await workbench.openFile('FileSender.java');
  await workbench.page.locator('.codelens-decoration', { hasText: cost }).first().waitFor();
}
