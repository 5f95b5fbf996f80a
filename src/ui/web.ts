import { commands, type ExtensionContext } from 'vscode';
import { activateFeatures, type TestApi } from './activate';
import { NearAnalysis } from './analysis/nearAnalysis';
import { Log } from './log';
import { createNoMeasuring, createNoProving, createNoTracing } from './noProcesses';

/** The entry in a browser: the same lenses, scan and panel, without measuring. */
export function activate(context: ExtensionContext): TestApi {
  // Set where it is so: before the extension wakes, no key of it is set.
  void commands.executeCommand('setContext', 'ioPath.noProcesses', true);
  const log = new Log();
  context.subscriptions.push(log);
  const analysis = new NearAnalysis(context.extensionUri, log.excluded);
  return activateFeatures(context, {
    log,
    analysis,
    platform: 'web',
    scanner: analysis,
    check: async data => (await import('../session/reportCheck')).checkPacked(data),
    createMeasuring: async () => createNoMeasuring(),
    createTracing: async () => createNoTracing(),
    createProving: async () => createNoProving(),
  });
}
