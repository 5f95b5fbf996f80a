import { type Disposable, env, l10n, type Uri, window, workspace } from 'vscode';
import { compareReports } from '../../measure/compareReports';
import type { Format } from '../../messages/format';
import type { Report } from '../../model/report';
import { type AnyReport, readReport } from '../../report/anyReport';
import type { PackedReport } from '../../session/protocol';
import type { ReportCheck } from '../../session/reportCheck';
import { summaryOf } from '../../session/summary';
import type { Log } from '../log';
import type { HistoryEntry, HostMessage, PanelMessage } from '../panelProtocol';
import { refusal, reopenIn, reopenPlaces, tell } from '../problem';
import type { Proving } from '../prove/proving';
import { exportName, pickFormat, render, saveAs } from '../reports/exportReport';
import type { History } from '../reports/history';
import { entryOf, titleOf } from '../reports/historyIndex';
import { pickEarlier } from '../reports/pickEarlier';
import { checkedReport } from '../reports/readReport';
import type { Choices } from '../run/choices';
import type { Jobs } from '../run/jobs';
import type { Measuring } from '../run/measuring';
import type { Tracing } from '../trace/tracing';
import { applyFix, copyText, dispatch, type PanelActions, revealSource } from './panelActions';
import type { PanelHost } from './panelHost';
import { reportInView } from './replay';
import { panelStrings } from './strings';

export interface PanelParts {
  panel: PanelHost;
  log: Log;
  format: Format;
  /** The panel's own service, where this one serves another page: it answers what is not about that page's report. */
  main?: PanelService;
  history: History;
  check: ReportCheck;
  choices: Choices;
  extensionUri: Uri;
  jobs: Jobs;
  measuring: Measuring;
  tracing: Tracing;
  proving: Proving;
}

/** What a page with a report of its own asks about it. */
const ofAnyPage: ReadonlySet<PanelMessage['kind']> = new Set([
  'ready',
  'exportReport',
  'compareWith',
  'copyText',
  'revealSource',
  'applyFix',
] as const);

/** Answers what the panel asks for, and opens, compares and exports reports. */
export class PanelService implements Disposable {
  /** The report in view. */
  private report: AnyReport | null = null;
  private readonly subscriptions: Disposable[];

  constructor(private readonly parts: PanelParts) {
    const { panel, history } = parts;
    this.subscriptions = [
      panel.onDidAsk(message => void this.answer(message)),
      panel.onDidPost(message => {
        this.report = reportInView(this.report, message);
      }),
      history.onDidChange(entries => panel.post({ kind: 'history', entries })),
      workspace.onDidGrantWorkspaceTrust(() => void this.init().then(message => panel.post(message))),
    ];
  }

  /** Shows the panel, with a report of the history where one is named and still kept. */
  async show(historyId?: unknown): Promise<void> {
    this.parts.panel.show();
    const kept = await this.parts.history.entries();
    const entry = kept.find(({ id }) => id === historyId);
    if (entry) await this.openHistory(entry.id);
  }

  /** Asks for a report's file and shows it; a file may also be given. */
  async openReport(given?: Uri): Promise<void> {
    const uri = given ?? (await pickReport());
    if (!uri) return;
    const { report, name } = await readReportFile(uri, this.parts.check);
    this.parts.panel.show();
    this.parts.panel.post({
      kind: 'report',
      report,
      origin: { kind: 'file', name, historyId: null },
      context: null,
    });
  }

  /** Asks for a format and a place. */
  exportReport(): Promise<void> {
    return this.exportPicked(false);
  }

  private async exportPicked(redactedOnly: boolean): Promise<void> {
    const report = this.inView();
    const picked = await pickFormat(redactedOnly);
    if (!picked) return;
    const { format, redact } = picked;
    const shown = redact ? (await import('../../report/redact')).redacted(report) : report;
    await this.save(format, await render(shown, format), report);
  }

  /** The report in view beside one the person selects, the older one first. */
  async compareWith(): Promise<void> {
    const { history, panel, format } = this.parts;
    const shown = this.inView();
    const picked = await pickEarlier(await history.entries(), format);
    const other =
      picked === 'file' ? await this.pickedFile() : picked && readReport(await history.read(picked.id));
    if (!other) return;
    const [before, after] = [shown, other].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    if (!this.parts.main) panel.show();
    panel.post({
      kind: 'comparison',
      before: listed(before!),
      after: listed(after!),
      ...compareReports(before!, after!),
    });
  }

  /** Removes all past runs of the workspace, once the person agreed. */
  async clearHistory(): Promise<void> {
    const remove = l10n.t('Remove All');
    const detail = l10n.t('Report files that were exported stay.');
    const question = l10n.t('Remove all past runs of this workspace?');
    const answer = await window.showWarningMessage(question, { modal: true, detail }, remove);
    if (answer === remove) await this.parts.history.clear();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private readonly actions: PanelActions = {
    ready: ({ historyId }) => this.ready(historyId),
    cancel: () => this.parts.jobs.cancel(),
    profileFile: () => this.parts.measuring.profileFile(),
    profileWorkspace: () => this.parts.measuring.profileWorkspace(),
    runAgain: () => this.parts.measuring.runAgain(),
    measureAll: () => this.parts.measuring.measureAll(),
    runScenario: ({ id }) => this.parts.measuring.runScenario(id),
    showDoctor: () => this.parts.measuring.showDoctor(),
    choose: async ({ choice }) =>
      this.parts.panel.post({ kind: 'choices', choices: await this.parts.choices.choose(choice) }),
    openReport: () => this.openReport(),
    exportReport: async message => {
      const report = this.inView();
      const data = message.format === 'png' ? message.data : await render(report, message.format);
      await this.save(message.format, data, report);
    },
    exportRedacted: () => this.exportPicked(true),
    openHistory: ({ id }) => this.openHistory(id),
    removeHistory: ({ id }) => this.parts.history.remove(id),
    compareHistory: ({ before, after }) => this.compare(before, after),
    compareWith: () => this.compareWith(),
    clearHistory: () => this.clearHistory(),
    runAllScenarios: () => this.parts.measuring.runAllScenarios(),
    applyFix,
    reopen: ({ place }) => reopenIn(place),
    copyText: async message => this.notice(await copyText(message)),
    revealSource,
    traceCommand: () => this.parts.tracing.traceCommand(),
    traceProcess: () => this.parts.tracing.traceProcess(),
    traceAgain: () => this.parts.tracing.traceAgain(),
    revealRelay: ({ relay }) => this.parts.tracing.revealRelay(relay),
    proveServer: () => this.parts.proving.proveServer(),
    proveAgain: () => this.parts.proving.proveAgain(),
    fixRelay: ({ relay }) => this.parts.tracing.fixRelay(relay),
  };

  private async answer(message: PanelMessage): Promise<void> {
    const { main, log } = this.parts;
    if (main && !ofAnyPage.has(message.kind)) return main.answer(message);
    try {
      await dispatch(this.actions, message);
    } catch (error) {
      tell(error, log);
    }
  }

  private async pickedFile(): Promise<Report | null> {
    const uri = await pickReport();
    return uri && readReport((await readReportFile(uri, this.parts.check)).report);
  }

  private async ready(historyId: string | null): Promise<void> {
    const { panel } = this.parts;
    const init = await this.init();
    // A reloaded window has only the id of the report it showed.
    if (panel.empty && historyId) await this.openHistory(historyId).catch(tell);
    panel.greet(init);
  }

  private async init(): Promise<HostMessage> {
    const { history, choices, measuring, extensionUri } = this.parts;
    return {
      kind: 'init',
      language: env.language,
      strings: await panelStrings(extensionUri),
      absence: measuring.absence(),
      reopen: reopenPlaces(measuring.platform),
      choices: choices.now,
      scenarios: await measuring.scenarios(),
      history: await history.entries(),
    };
  }

  private async openHistory(id: string): Promise<void> {
    const { history, panel } = this.parts;
    const report = await history.read(id);
    const entry = (await history.entries()).find(candidate => candidate.id === id);
    const origin = { kind: 'history', name: entry?.title ?? id, historyId: id } as const;
    panel.post({ kind: 'report', report, origin, context: null });
  }

  private async compare(before: string, after: string): Promise<void> {
    const { history, panel } = this.parts;
    const entries = await history.entries();
    const side = async (id: string) => {
      const entry = entries.find(candidate => candidate.id === id);
      if (!entry) throw new Error(l10n.t('A report of the history is gone'));
      return { entry, report: readReport(await history.read(id)) };
    };
    const [first, second] = [await side(before), await side(after)];
    panel.post({
      kind: 'comparison',
      before: first.entry,
      after: second.entry,
      ...compareReports(first.report, second.report),
    });
  }

  private inView(): Report {
    if (this.report) return readReport(this.report);
    throw refusal({
      what: l10n.t('There is no report to export.'),
      why: l10n.t('Nothing has been profiled or opened in this window yet.'),
      remedy: l10n.t('Profile a file or open a report, then export it.'),
    });
  }

  private async save(format: Parameters<typeof saveAs>[0], data: Uint8Array, report: Report): Promise<void> {
    const target = await saveAs(format, data, exportName(report));
    if (target) this.notice(l10n.t('Exported to {file}.', { file: workspace.asRelativePath(target) }));
  }

  private notice(text: string): void {
    this.parts.panel.post({ kind: 'notice', text });
  }
}

async function pickReport(): Promise<Uri | null> {
  const picked = await window.showOpenDialog({
    canSelectMany: false,
    filters: { JSON: ['json'] },
    title: l10n.t('Open Report'),
  });
  return picked?.[0] ?? null;
}

/** A report of a file, checked; throws where it is none. */
export async function readReportFile(
  uri: Uri,
  check: ReportCheck,
): Promise<{ report: PackedReport; name: string }> {
  const name = uri.path.split('/').at(-1) ?? '';
  return { report: await checkedReport(await readFile(uri, name), name, check), name };
}

/** A report that need not be kept, as the history lists its own. */
function listed(report: Report): HistoryEntry {
  const summary = summaryOf(report);
  return entryOf(summary, { id: '', title: titleOf(summary) });
}

async function readFile(uri: Uri, name: string): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(uri);
  } catch (error) {
    throw refusal({
      what: l10n.t('{name} could not be opened as a report.', { name }),
      why: error instanceof Error ? error.message : String(error),
      remedy: l10n.t('Check that the file exists and is readable.'),
    });
  }
}
