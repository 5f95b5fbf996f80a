import { type ExtensionContext, env, l10n, Uri, window, workspace } from 'vscode';
import { createFormat } from '../report/format';
import type { Scanner, TextAnalysis } from './analysis/textAnalysis';
import { registerCommands } from './commands';
import { firstStepsAsked } from './firstSteps';
import { explainLoop, fixLoop, loopOf } from './loops/loopCommands';
import { registerLoops } from './loops/register';
import { PanelHost, panelType } from './panel/panelHost';
import { PanelService } from './panel/serve';
import { History } from './reports/history';
import { Choices } from './run/choices';
import { Jobs } from './run/jobs';
import type { Measuring, MeasuringParts } from './run/measuring';
import { loadSentences } from './say';
import { registerScan } from './scan/register';
import { historyLimit, measureSettings } from './settings';
import type { TestApi } from './testApi';

/** What depends on where the extension runs: in a process with threads and a disk, or in a browser. */
export interface Place {
  analysis: TextAnalysis;
  scanner: Scanner;
  createMeasuring(parts: MeasuringParts): Measuring;
}

/** Builds and connects everything. Nothing is read or started yet. */
export function activateSurface(context: ExtensionContext, place: Place): TestApi {
  const start = performance.now();
  const { extensionUri, workspaceState, subscriptions } = context;
  const format = createFormat(env.language);
  void loadSentences(extensionUri);
  const wording = { t: l10n.t, format };
  const features = registerLoops(place.analysis, workspaceState, wording);
  const { loops } = features;
  const scan = registerScan(place.scanner, wording);

  const jobs = new Jobs();
  const panel = new PanelHost(extensionUri);
  const storageUri = storageOf(context);
  const history = new History({
    folder: Uri.joinPath(storageUri, 'reports'),
    fs: workspace.fs,
    limit: historyLimit,
  });
  const choices = new Choices(workspaceState, defaultChoices);
  const parts = { extensionUri, storageUri, workspaceState, jobs, panel, history, choices, loops, format };
  const measuring = place.createMeasuring(parts);
  const service = new PanelService({ ...parts, measuring });

  subscriptions.push(
    place.analysis,
    features,
    scan,
    jobs,
    panel,
    measuring,
    service,
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async restored => panel.adopt(restored),
    }),
    ...registerCommands({
      'ioPath.profileFile': (resource, selection) => measuring.profileFile(resource, selection),
      'ioPath.profileWorkspace': () => measuring.profileWorkspace(),
      'ioPath.showPanel': historyId => service.show(historyId),
      'ioPath.cancel': () => jobs.cancel(),
      'ioPath.measureLoop': async address => {
        const { document, loop } = await loopOf(address, loops);
        await measuring.measureLoop(document, loop);
        features.refresh();
      },
      'ioPath.applyFix': address => fixLoop(address, loops),
      'ioPath.explainLoop': explainLoop,
      'ioPath.scanWorkspace': () => scan.run(),
      'ioPath.runScenario': id => measuring.runScenario(id),
      'ioPath.runAllScenarios': () => measuring.runAllScenarios(),
      'ioPath.openReport': uri => service.openReport(uri),
      'ioPath.exportReport': () => service.exportReport(),
      'ioPath.doctor': () => measuring.showDoctor(),
    }),
  );
  showOnFirstRun(context, panel);
  return {
    lastReport: () => measuring.lastReport(),
    lastTrouble: () => measuring.lastTrouble(),
    workerPid: () => measuring.workerPid(),
    running: () => jobs.running,
    loopsOf: async uri => loops.shown(await workspace.openTextDocument(Uri.parse(uri))),
    activationMs: performance.now() - start,
  };
}

/** Where no folder is open there is no storage of a workspace: such runs share one history. */
const storageOf = ({ storageUri, globalStorageUri }: ExtensionContext) => storageUri ?? globalStorageUri;

const defaultChoices = () =>
  ({
    route: 'file-to-socket',
    cache: 'warm',
    receiver: measureSettings().receiver,
    chunkBytes: 64 * 1024,
    sweep: null,
  }) as const;

/** Once per machine, so that a person who just installed the extension sees what it is about. */
function showOnFirstRun({ globalState }: ExtensionContext, panel: PanelHost): void {
  const key = 'ioPath.welcomed';
  // A session that was started with a file to open shows the panel itself, beside it.
  if (globalState.get(key) || firstStepsAsked()) return;
  void globalState.update(key, true);
  panel.show({ preserveFocus: true });
}
