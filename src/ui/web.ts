import type { ExtensionContext } from 'vscode';
import { NearAnalysis } from './analysis/nearAnalysis';
import { LeftOutLog } from './leftOut';
import { createNoMeasuring } from './run/noMeasuring';
import { activateSurface } from './surface';
import type { TestApi } from './testApi';
import { createNoTracing } from './trace/noTracing';

/** The entry in a browser: the same lenses, scan and panel, without measuring. */
export function activate(context: ExtensionContext): TestApi {
  const leftOut = new LeftOutLog();
  context.subscriptions.push(leftOut);
  const analysis = new NearAnalysis(context.extensionUri, leftOut.add);
  return activateSurface(context, {
    analysis,
    platform: 'web',
    scanner: analysis,
    createMeasuring: async () => createNoMeasuring(),
    createTracing: async () => createNoTracing(),
  });
}
