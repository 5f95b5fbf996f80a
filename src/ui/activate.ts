import {
  type CustomReadonlyEditorProvider,
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  l10n,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import { createFormat } from '../messages/format';
import type { Proof } from '../model/proof';
import type { Report } from '../model/report';
import type { Trace } from '../model/trace';
import type { ReportCheck } from '../session/reportCheck';
import type { Scanner, TextAnalysis } from './analysis/textAnalysis';
import { type CommandArguments, type CommandId, commandIds, panelType, reportEditorType } from './commandIds';
import { registerSettingLenses } from './configuration/settingLenses';
import { showOnFirstRun } from './firstRun';
import { lazy } from './lazy';
import type { Log } from './log';
import type { PlacedFinding } from './loops/documentFindings';
import { explainLoop, fixLoop, loopOf } from './loops/loopCommands';
import { registerLoops } from './loops/register';
import type { ShownProblem } from './panelProtocol';
import { tell } from './problem';
import { FixedLoops } from './prove/fixedLoops';
import type { Proving, ProvingParts } from './prove/proving';
import type { ReportEditors } from './reports/reportEditor';
import { openRuleAddresses, showRule } from './rulePages';
import type { Measuring, MeasuringParts } from './run/measuring';
import { registerScan } from './scan/register';
import { texts } from './texts';
import { registerTracedRelays } from './trace/register';
import type { Tracing, TracingParts } from './trace/tracing';

/** The parts that differ between a process with threads and a disk and a browser. */
export interface Place {
  log: Log;
  analysis: TextAnalysis;
  scanner: Scanner;
  /** As Node names it; `web` in a browser. */
  platform: string;
  check: ReportCheck;
  createMeasuring(parts: MeasuringParts): Promise<Measuring>;
  createTracing(parts: TracingParts): Promise<Tracing>;
  createProving(parts: ProvingParts): Promise<Proving>;
}

/** Registers everything and starts nothing; measuring and the panel load with the first command. */
export function activateFeatures(context: ExtensionContext, place: Place): TestApi {
  const start = performance.now();
  const { extensionUri, workspaceState, subscriptions } = context;
  const format = createFormat(env.language);
  void texts();
  const wording = { t: l10n.t, format };
  const features = registerLoops(place.analysis, workspaceState);
  const { loops } = features;
  const scan = registerScan(place.scanner, features.settings);
  const traced = registerTracedRelays(loops, wording);
  const fixed = new FixedLoops();

  const workbench = lazy(async () => {
    const { createWorkbench } = await import('./workbench');
    const made = await createWorkbench(context, { ...place, loops, format, relays: traced.relays });
    subscriptions.push(made);
    return made;
  });
  const measuring = async () => (await workbench()).measuring;
  const service = async () => (await workbench()).service;
  const tracing = async () => (await workbench()).tracing;
  const proving = async () => (await workbench()).proving;

  subscriptions.push(
    place.analysis,
    features,
    scan,
    traced,
    fixed,
    // Elsewhere no server can be proved.
    ...(place.platform === 'linux' ? [languages.registerCodeLensProvider({ scheme: 'file' }, fixed)] : []),
    registerSettingLenses(features.settings),
    openRuleAddresses(extensionUri),
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async restored => (await workbench()).panel.adopt(restored),
    }),
    window.registerCustomEditorProvider(
      reportEditorType,
      reportEditors(async () => (await workbench()).reportEditors),
    ),
    ...registerCommands(place.log, {
      'ioPath.profileFile': async (resource, selection) =>
        (await measuring()).profileFile(resource, selection),
      'ioPath.profileWorkspace': async () => (await measuring()).profileWorkspace(),
      'ioPath.showPanel': async historyId => (await service()).show(historyId),
      'ioPath.cancel': () => workbench.now?.jobs.cancel(),
      'ioPath.measureLoop': async address => {
        const { document, loop } = await loopOf(address, loops);
        await (await measuring()).measureLoop(document, loop);
        features.refresh();
      },
      'ioPath.applyFix': address => fixLoop(address, loops, fixed),
      'ioPath.explainLoop': explainLoop,
      'ioPath.explainRule': rule => showRule(extensionUri, rule),
      'ioPath.scanWorkspace': () => scan.run(),
      'ioPath.runScenario': async id => (await measuring()).runScenario(id),
      'ioPath.runAllScenarios': async () => (await measuring()).runAllScenarios(),
      'ioPath.openReport': async uri => (await service()).openReport(uri),
      'ioPath.exportReport': async () => (await service()).exportReport(),
      'ioPath.compareReport': async () => (await service()).compareWith(),
      'ioPath.clearHistory': async () => (await service()).clearHistory(),
      'ioPath.exportFindings': async () => {
        const { exportFindings } = await import('./scan/exportFindings');
        return exportFindings(scan.tree.all, features.settings);
      },
      'ioPath.doctor': async () => (await measuring()).showDoctor(),
      'ioPath.traceCommand': async line => (await tracing()).traceCommand(line),
      'ioPath.traceProcess': async pid => (await tracing()).traceProcess(pid),
      'ioPath.traceAgain': async () => (await tracing()).traceAgain(),
      'ioPath.proveServer': async target => (await proving()).proveServer(target),
      'ioPath.proveAgain': async () => (await proving()).proveAgain(),
      'ioPath.showTrace': async relay => (await tracing()).showTrace(relay),
    }),
  );
  void commands.executeCommand('setContext', 'ioPath.cannotMeasure', place.platform !== 'linux');
  subscriptions.push(showOnFirstRun(context.globalState, loops, workbench));
  return {
    lastReport: () => workbench.now?.measuring.lastReport() ?? null,
    lastProblem: () => workbench.now?.measuring.lastProblem() ?? null,
    workerPid: () => workbench.now?.measuring.workerPid() ?? null,
    running: () => workbench.now?.jobs.running ?? null,
    lastTrace: () => workbench.now?.tracing.lastTrace() ?? null,
    lastProof: () => workbench.now?.proving.lastProof() ?? null,
    loopsOf: async uri => loops.shown(await workspace.openTextDocument(Uri.parse(uri))),
    activationMs: performance.now() - start,
  };
}

/** The editor of report files, from the explorer and on either side of a diff; what shows them is read with the first. */
export const reportEditors = (editors: () => Promise<ReportEditors>): CustomReadonlyEditorProvider => ({
  openCustomDocument: uri => ({ uri, dispose() {} }),
  resolveCustomEditor: async ({ uri }, webview) => (await editors()).open(uri, webview),
});

/** The result of `activate`: tests read through it what a person sees in the editor. */
export interface TestApi {
  /** The newest report of this window, or null. */
  lastReport(): Report | null;
  /** The problem of the last run, or null if it succeeded. */
  lastProblem(): ShownProblem | null;
  /** Process id of the worker that measures now, or null. */
  workerPid(): number | null;
  /** The newest trace of this window, or null. */
  lastTrace(): Trace | null;
  /** The newest proof of this window, or null. */
  lastProof(): Proof | null;
  /** Title of the run under way, or null. */
  running(): string | null;
  /** Copy loops of a document as its lenses show them. */
  loopsOf(uri: string): Promise<PlacedFinding[]>;
  /** How long activation took, milliseconds. */
  activationMs: number;
}

/** A handler for every command: a forgotten one does not compile. */
export type Handlers = { [Id in CommandId]: (...args: CommandArguments<Uri>[Id]) => unknown };

/** Registers the table. An error of a handler is shown to the person and becomes the command's result. */
export function registerCommands(log: Log, handlers: Handlers): Disposable[] {
  return (Object.keys(commandIds) as CommandId[]).map(id =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await (handlers[id] as (...given: unknown[]) => unknown)(...args);
      } catch (error) {
        return tell(error, log);
      }
    }),
  );
}
