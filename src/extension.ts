import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { registerAgents } from './ui/agents/register';
import { lateAnalysis } from './ui/analysis/lateAnalysis';
import { PoolScanner } from './ui/analysis/poolScanner';
import { Log } from './ui/log';
import { activateSurface } from './ui/surface';
import type { TestApi } from './ui/testApi';

/** Registers everything and does nothing yet: grammars, worker and panel come when they are asked for. */
export function activate(context: ExtensionContext): TestApi {
  const log = new Log();
  const bundle = join(context.extensionPath, 'dist', 'textThread.js');
  context.subscriptions.push(log, registerAgents(context));
  return activateSurface(context, {
    log,
    analysis: lateAnalysis(async () => {
      const { ThreadAnalysis } = await import('./ui/analysis/threadAnalysis');
      return new ThreadAnalysis(bundle, { onLeftOut: log.leftOut });
    }),
    platform: process.platform,
    scanner: new PoolScanner(context.extensionUri),
    createMeasuring: async parts => (await import('./ui/run/nativeMeasuring')).createNativeMeasuring(parts),
    createTracing: async parts => new (await import('./ui/trace/traceCommands')).TraceCommands(parts),
  });
}
