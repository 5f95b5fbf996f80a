import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { PoolScanner } from './ui/analysis/poolScanner';
import { ThreadAnalysis } from './ui/analysis/threadAnalysis';
import { takeFirstSteps } from './ui/firstSteps';
import { createNativeMeasuring } from './ui/run/nativeMeasuring';
import { activateSurface } from './ui/surface';
import type { TestApi } from './ui/testApi';

/** Registers everything and does nothing yet: grammars, worker and panel come when they are asked for. */
export function activate(context: ExtensionContext): TestApi {
  const api = activateSurface(context, {
    analysis: new ThreadAnalysis(join(context.extensionPath, 'dist', 'textThread.js')),
    scanner: new PoolScanner(context.extensionUri),
    createMeasuring: createNativeMeasuring,
  });
  void takeFirstSteps();
  return api;
}
