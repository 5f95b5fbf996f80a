import type { ExtensionContext } from 'vscode';
import { activateFeatures, type TestApi } from './ui/activate';
import { registerAgents } from './ui/agents/register';
import { PoolScanner } from './ui/analysis/poolScanner';
import { lazyAnalysis } from './ui/analysis/textAnalysis';
import { Log } from './ui/log';

/** Registers everything and starts nothing: grammars, worker and panel load on first use. */
export function activate(context: ExtensionContext): TestApi {
  const log = new Log();
  context.subscriptions.push(log, registerAgents(context));
  return activateFeatures(context, {
    log,
    analysis: lazyAnalysis(async () => {
      const { ThreadAnalysis } = await import('./ui/analysis/threadAnalysis');
      return new ThreadAnalysis({ onExcluded: log.excluded });
    }),
    platform: process.platform,
    scanner: new PoolScanner(context.extensionUri),
    check: async data => (await import('./ui/reports/threadCheck')).checkInThread(data),
    createMeasuring: async parts => (await import('./ui/run/nativeMeasuring')).createNativeMeasuring(parts),
    createTracing: async parts => new (await import('./ui/trace/traceCommands')).TraceCommands(parts),
    createProving: async parts => new (await import('./ui/prove/proveCommands')).ProveCommands(parts),
  });
}
