import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  /** Whether to wait for the panel that a first run opens; by default yes. */
  awaitPanel?: boolean;
  /** Done before the page opens. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

/**
 * Opens the extension as people have it, installed from its VSIX into a clean VS Code, walks, and cleans up. Where a
 * step fails the picture of that moment is kept as NAME-failed.png.
 */
export async function journey(
  options: JourneyOptions,
  walk: (journey: Journey) => Promise<void>,
): Promise<void> {
  const { name, settings, env, awaitPanel = true, ...page } = options;
  const made = options.folder ? null : makeWorkspace();
  const folder = options.folder ?? made?.folder ?? '';
  const vscode = await startVSCode({ vsix: [resolve(await makeVsix())], settings, env });
  try {
    const workbench = await openWorkbench(vscode, { ...page, folder });
    mkdirSync(screenshots, { recursive: true });
    const picture = async (of: string) => {
      await workbench.screenshot(join(screenshots, `${name}-${of}.png`));
    };
    try {
      await workbench.ready();
      if (awaitPanel) await panelOfFirstRun(workbench);
      await walk({ workbench, vscode, folder, picture });
    } catch (error) {
      await picture('failed').catch(() => {});
      throw error;
    } finally {
      await workbench.close();
    }
  } finally {
    await vscode.stop();
    made?.remove();
  }
}

/**
 * A first run opens the panel. VS Code gives the focus to it when the palette closes, and a panel that is still loading
 * takes it later: a palette that was opened meanwhile would close.
 */
async function panelOfFirstRun(workbench: Workbench): Promise<void> {
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
