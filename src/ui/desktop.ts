import { type ExtensionContext, env, l10n, Uri, window, workspace } from 'vscode';
import { createFormat } from '../report/format';
import { Analyser } from './analyser';
import { registerCommands } from './commands';
import { DataFile } from './files/dataFile';
import { explainLoop, fixLoop, loopOf } from './loops/loopCommands';
import { registerLoops } from './loops/register';
import { PanelHost, panelType } from './panel/panelHost';
import { PanelService } from './panel/serve';
import { History } from './reports/history';
import { Choices } from './run/choices';
import { Doctor } from './run/doctor';
import { Jobs } from './run/jobs';
import { ProfileCommands } from './run/profileCommands';
import { Profiler } from './run/profiler';
import { ScenarioCommands } from './run/scenarios';
import { registerScan } from './scan/register';
import { historyLimit, measureSettings } from './settings';
import type { TestApi } from './testApi';

/** Everything, where there is a disk and a process to measure with. */
export function activateDesktop(context: ExtensionContext): Omit<TestApi, 'activationMs'> {
  const { extensionUri, workspaceState, subscriptions } = context;
  const format = createFormat(env.language);
  const wording = { t: l10n.t, format };
  const analyser = new Analyser(extensionUri);
  const features = registerLoops(document => analyser.analyse(document), wording);
  const { loops } = features;

  const jobs = new Jobs();
  const panel = new PanelHost(extensionUri);
  const history = new History({ folder: historyFolder(context), fs: workspace.fs, limit: historyLimit });
  const choices = new Choices(workspaceState, () => ({
    route: 'file-to-socket',
    cache: 'warm',
    receiver: measureSettings().receiver,
    chunkBytes: 64 * 1024,
    sweep: null,
  }));
  const profiler = new Profiler({ jobs, panel, history, format, extensionUri });
  const dataFile = new DataFile(workspaceState, format);
  const profile = new ProfileCommands({ profiler, choices, dataFile, loops, format });
  const scenarios = new ScenarioCommands({ profiler, dataFile, panel });
  const scan = registerScan(analyser, wording);
  const doctor = new Doctor(extensionUri);
  const service = new PanelService({
    panel,
    history,
    choices,
    extensionUri,
    scenarios: () => scenarios.entries(),
    run: {
      cancel: () => jobs.cancel(),
      profileFile: () => profile.file(),
      profileWorkspace: () => profile.workspace(),
      runAgain: () => profile.again(),
      runScenario: ({ id }) => scenarios.run(id),
      showDoctor: () => doctor.show(),
    },
  });

  subscriptions.push(
    analyser,
    features,
    scan,
    doctor,
    jobs,
    panel,
    service,
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async restored => panel.adopt(restored),
    }),
    ...registerCommands({
      'ioPath.profileFile': (resource, selection) => profile.file(resource, selection),
      'ioPath.profileWorkspace': () => profile.workspace(),
      'ioPath.showPanel': () => panel.show(),
      'ioPath.cancel': () => jobs.cancel(),
      'ioPath.measureLoop': async address => {
        const { document, loop } = await loopOf(address, loops);
        await profile.loop(document, loop);
        features.refresh();
      },
      'ioPath.applyFix': address => fixLoop(address, loops),
      'ioPath.explainLoop': explainLoop,
      'ioPath.scanWorkspace': () => scan.run(),
      'ioPath.runScenario': id => scenarios.run(id),
      'ioPath.runAllScenarios': () => scenarios.runAll(),
      'ioPath.openReport': uri => service.openReport(uri),
      'ioPath.exportReport': () => service.exportReport(),
      'ioPath.doctor': () => doctor.show(),
    }),
  );
  showOnFirstRun(context, panel);
  return {
    lastReport: () => profiler.lastOutcome?.report ?? null,
    lastTrouble: () => profiler.lastTrouble,
    workerPid: () => profiler.workerPid,
    running: () => jobs.running,
    loopsOf: async uri => loops.shown(await workspace.openTextDocument(Uri.parse(uri))),
  };
}

/** Where no folder is open there is no storage of a workspace: such runs share one history. */
const historyFolder = ({ storageUri, globalStorageUri }: ExtensionContext) =>
  Uri.joinPath(storageUri ?? globalStorageUri, 'reports');

/** Once per machine, so that a person who just installed the extension sees what it is about. */
function showOnFirstRun({ globalState }: ExtensionContext, panel: PanelHost): void {
  const key = 'ioPath.welcomed';
  if (globalState.get(key)) return;
  void globalState.update(key, true);
  panel.show({ preserveFocus: true });
}
