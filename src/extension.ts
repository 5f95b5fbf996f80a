import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { PoolScanner } from './ui/analysis/poolScanner';
import { ThreadAnalysis } from './ui/analysis/threadAnalysis';
import { takeFirstSteps } from './ui/firstSteps';
import { LeftOutLog } from './ui/leftOut';
import { createNativeMeasuring } from './ui/run/nativeMeasuring';
import { activateSurface } from './ui/surface';
import type { TestApi } from './ui/testApi';

/** Registers everything and does nothing yet: grammars, worker and panel come when they are asked for. */
export function activate(context: ExtensionContext): TestApi {
  const leftOut = new LeftOutLog();
  context.subscriptions.push(leftOut);
  const bundle = join(context.extensionPath, 'dist', 'textThread.js');
  const api = activateSurface(context, {
    analysis: new ThreadAnalysis(bundle, { onLeftOut: leftOut.add }),
    scanner: new PoolScanner(context.extensionUri),
    createMeasuring: createNativeMeasuring,
  });
  void takeFirstSteps();
  return api;
}
