import { l10n, window } from 'vscode';
import { defaultRequest } from '../../measure/request';
import type { Scenario } from '../../measure/scenarios';
import type { Report, ScenarioResult } from '../../model/report';
import type { DataFile } from '../files/dataFile';
import type { Pages } from '../pages';
import type { PanelHost } from '../panel/panelHost';
import type { ScenarioEntry } from '../panelProtocol';
import { refusal } from '../problem';
import { measureSettings } from '../settings';
import { say, texts } from '../texts';
import { demandMeasuring, measuringAbsence } from '../trust';
import type { Outcome, Profiler } from './profiler';

export interface ScenarioParts {
  profiler: Profiler;
  dataFile: DataFile;
  panel: PanelHost;
  pages: Pages;
}

/** The scenarios: claims about known systems, each with its result on this machine. */
export class ScenarioCommands {
  /** Verdicts of this window's runs. */
  private readonly results = new Map<string, ScenarioResult>();

  constructor(private readonly parts: ScenarioParts) {}

  async entries(): Promise<ScenarioEntry[]> {
    const absence = measuringAbsence(process.platform);
    return (await registry()).map(({ id, claim, source }) => {
      const result = this.results.get(id);
      return {
        id,
        claim,
        source,
        absence,
        verdict: result?.verdict ?? null,
        because: result?.because ?? null,
      };
    });
  }

  /** Runs one; without an id the person selects it. */
  async run(id?: unknown): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    const scenarios = await registry();
    const named = scenarios.find(scenario => scenario.id === id);
    if (typeof id === 'string' && !named) throw unknown(id);
    const scenario = named ?? (await pick(scenarios));
    return scenario ? this.measure(scenario) : null;
  }

  /** All of them, one after another on the same file, and one table at the end; a cancel ends the row early. */
  async runAll(): Promise<void> {
    demandMeasuring(process.platform);
    const scenarios = await registry();
    const reports: Report[] = [];
    for (const [at, scenario] of scenarios.entries()) {
      const place = l10n.t('{number} of {count}', { number: at + 1, count: scenarios.length });
      const outcome = await this.measure(scenario, place);
      if (outcome) reports.push(outcome.report);
      if (!outcome || outcome.run.summary.cancelled) break;
    }
    if (reports.length > 0) await this.showTable(reports, scenarios);
  }

  private async showTable(reports: Report[], scenarios: readonly Scenario[]): Promise<void> {
    const [{ scenarioTableOf }, { renderMarkdown }] = await Promise.all([
      import('../../report/scenarioTable'),
      import('../../report/markdown'),
    ]);
    const titles = new Map(scenarios.map(({ id, title }) => [id, title]));
    await this.parts.pages.show(
      l10n.t('I/O Path Scenarios'),
      renderMarkdown(scenarioTableOf(reports, titles, await texts())),
    );
  }

  /** `place` says which of several it is. */
  private async measure(scenario: Scenario, place?: string): Promise<Outcome | null> {
    const { profiler, dataFile, panel } = this.parts;
    const source = await dataFile.choose();
    if (!source) return null;
    const outcome = await profiler.run({
      title: [place, say(scenario.title), source.name].filter(Boolean).join(' · '),
      request: {
        ...defaultRequest,
        paths: source.paths,
        scenario: scenario.id,
        budgetMs: measureSettings().budgetMs,
      },
      context: null,
      generated: source.generated,
    });
    const result = outcome?.run.summary.scenario;
    if (result) this.results.set(scenario.id, result);
    panel.post({ kind: 'scenarios', entries: await this.entries() });
    return outcome;
  }
}

async function registry(): Promise<readonly Scenario[]> {
  return (await import('../../measure/scenarios')).scenarios;
}

async function pick(scenarios: readonly Scenario[]): Promise<Scenario | null> {
  if (scenarios.length === 0) throw none();
  const items = scenarios.map(scenario => ({
    scenario,
    label: say(scenario.title),
    description: scenario.id,
    detail: say(scenario.claim),
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Select a scenario'),
    matchOnDescription: true,
    matchOnDetail: true,
    // As in pickFile: a panel that is still loading may take the focus.
    ignoreFocusOut: true,
  });
  return picked?.scenario ?? null;
}

const unknown = (id: string) =>
  refusal({
    what: l10n.t('There is no scenario {id}.', { id }),
    why: l10n.t('This version does not carry it.'),
    remedy: l10n.t('Choose one from the list of “I/O Path: Run Scenario…”.'),
  });

const none = () =>
  refusal({
    what: l10n.t('There is no scenario to run.'),
    why: l10n.t('This version carries none.'),
    remedy: l10n.t('Profile a file instead.'),
  });
