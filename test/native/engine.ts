import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { noise, writeNoise as writeNoiseTo } from '../../scripts/lib/noise.mjs';
import { placeThreads } from '../../src/measure/placement/placement';
import { readSystem } from '../../src/measure/placement/system';
import { type Route, routes } from '../../src/model/route';
import { type RunSpec, standardRun } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import { strategyTable } from '../../src/model/strategyTable';
import type { Addon, NativeError, Probe } from '../../src/worker/addon';
import { withMessages } from '../../src/worker/nativeAddon';
import { said } from '../english';

/** Where the addon under test is; the sanitized one is put here by sanitize.test.ts. */
export const addonPath = process.env.IOPATH_ADDON ?? join(process.cwd(), 'dist', 'native', 'iopath.node');

export function loadAddon(): Addon {
  if (!existsSync(addonPath)) throw new Error(`${addonPath} is not built: run node scripts/native.mjs`);
  return withMessages(createRequire(join(process.cwd(), 'package.json'))(addonPath));
}

/** A new folder that every user can enter and that is removed after the test. */
export function scratchFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'iopath-test-'));
  chmodSync(folder, 0o755);
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export { noise };

export function writeNoise(folder: string, name: string, bytes: number): string {
  const path = join(folder, name);
  writeNoiseTo(path, bytes, bytes + 7);
  return path;
}

/** A verified run of one whole file with a sleeping receiver; tests change what they are about. */
export function makeSpec(path: string, outputDirectory: string, change: Partial<RunSpec> = {}): RunSpec {
  return {
    ...standardRun,
    files: [{ path, offset: 0, length: null }],
    sink: 'verify',
    outputDirectory,
    ...change,
  };
}

/** The strategies each route is meant for, by the backend's table. */
export const meantFor = Object.fromEntries(
  routes.map(route => [route, namesOn(route)]),
) as unknown as Readonly<Record<Route, StrategyName[]>>;

function namesOn(route: Route): StrategyName[] {
  const on = (row: { routes: readonly Route[] }) => row.routes.includes(route);
  return strategyTable.filter(on).map(({ name }) => name);
}

/** Two cores as a profile would choose them; null where there is but one. */
export const twoCores = placeThreads(readSystem().cpus, { receiver: 'poll', node: null });

/** A run's result, or the error that rejected it. */
export type Outcome = { result: RunResult; error: null } | { result: null; error: NativeError };

export function attempt(addon: Addon, spec: RunSpec): Promise<Outcome> {
  return attemptWith(addon, spec, {});
}

/** A run that is disturbed once its first bytes have moved; `onFirstBytes` gets the run's own handle to cancel it. */
export async function attemptWith(
  addon: Addon,
  spec: RunSpec,
  { onFirstBytes }: { onFirstBytes?: (cancel: () => void) => void },
): Promise<Outcome & { disturbed: boolean }> {
  let disturbed = false;
  const handle = addon.run(spec, bytes => {
    if (disturbed || bytes === 0 || !onFirstBytes) return;
    disturbed = true;
    onFirstBytes(() => handle.cancel());
  });
  try {
    return { result: await handle.done, error: null, disturbed };
  } catch (error) {
    return { result: null, error: error as NativeError, disturbed };
  }
}

/** Why this machine cannot run `strategy` on `route`, by the addon's own trial; false where it can: made for `skip`. */
export function absent(probe: Probe, strategy: StrategyName, route: RunSpec['route']): string | false {
  const availability = probe.strategies[strategy]?.[route];
  if (!availability) return 'the probe says nothing of it';
  return availability.available ? false : said(availability.why);
}
