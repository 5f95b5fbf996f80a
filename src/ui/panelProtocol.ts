import * as v from 'valibot';
import type { Absence } from '../model/availability';
import type { Language } from '../model/finding';
import { cacheStates, receiverModes, type SweepAxis, sweepAxes } from '../model/job';
import type { Message } from '../model/message';
import type { ProfileEvent } from '../model/profile';
import type { Proof } from '../model/proof';
import type { Report } from '../model/report';
import type { Change, ComparisonRow } from '../model/reportComparison';
import { routes } from '../model/route';
import type { Trace } from '../model/trace';
import type { AnyReport } from '../report/anyReport';
import type { RelayAdvice } from '../report/relayAdvice';

// Messages between the panel and its host, by postMessage only: one union per direction. The panel imports only types
// from here; the host checks every message of the panel with `readPanelMessage`.

/** A problem as shown to a person. */
export interface ShownProblem {
  what: string;
  why: string;
  remedy: string;
}

/** The loop a run was started from, so that the advice can speak its language and jump back to it. */
export interface LensContext {
  /** Path as shown to people, relative to the workspace where it lies inside. */
  file: string;
  /** 1-based. */
  line: number;
  /** Missing where the finding is none in code. */
  language?: Language | undefined;
  chunkBytes: number | null;
  /** The rewritten loop as the fix would write it; null where there is no fix. */
  code: string | null;
}

/** The settings of the next run; the panel shows them as choices and has the host store changes. */
export interface RunChoices {
  route: (typeof routes)[number];
  cache: (typeof cacheStates)[number];
  /** Null takes `poll` where there are two cores, else `block`. */
  receiver: (typeof receiverModes)[number] | null;
  /** Bytes per call. */
  chunkBytes: number;
  sweep: SweepAxis | null;
}

/** One scenario a person can run; `verdict` and `because` are those of its last run, null before it. */
export interface ScenarioEntry {
  id: string;
  claim: Message;
  source: Message;
  /** Null where it can run here. */
  absence: Absence | null;
  verdict: 'confirmed' | 'refuted' | 'not-decidable' | null;
  because: Message | null;
}

/** A past run as the list shows it; `id` is the host's, opaque to the panel. */
export interface HistoryEntry {
  id: string;
  /** What was profiled: a file's name, a folder's, a scenario's id. */
  title: string;
  /** ISO 8601. */
  createdAt: string;
  route: string;
  bytes: number;
  transfers: number;
  /** The advice, or null; a sentence where an older version kept it. */
  summary: Message | string | null;
  cancelled: boolean;
}

export type { Change, ComparisonRow } from '../model/reportComparison';

/** Where a shown report comes from. */
export interface Origin {
  kind: 'run' | 'history' | 'file';
  /** A file's or a run's name. */
  name: string;
  /** Id in the history, null where it is not kept there. */
  historyId: string | null;
}

/** What the panel shows of a relay beside its figures. */
export interface RelayNote {
  /** `copy.py:9`; null where no line is known that can be opened. */
  place: string | null;
  advice: RelayAdvice;
  /** Whether a fix is known for the loop that this line is part of. */
  fixable: boolean;
}

/** A trace as the panel shows it. */
export interface ShownTrace {
  trace: Trace;
  /** What was traced: a command line, or a process. */
  title: string;
  /** By the place of a relay in the trace. */
  notes: RelayNote[];
}

/** A proof as the panel shows it. */
export interface ShownProof {
  proof: Proof;
  url: string;
  /** The served folder, relative to the workspace where it lies inside. */
  folder: string;
}

export const reopenable = ['wsl', 'container'] as const;
/** Where a folder of another system can be opened on a Linux side. */
export type ReopenPlace = (typeof reopenable)[number];

export type HostMessage<R = Report> =
  /** Answer to `ready`, and sent again when trust, choices or the platform's state change. */
  | {
      kind: 'init';
      /** BCP 47, and the bundles panel and atlas of l10n: English text → translation; empty for English. */
      language: string;
      strings: Record<string, string>;
      /** Why nothing can be measured here (untrusted workspace, another platform); null where it can. */
      absence: Absence | null;
      /** Where it could be measured instead; empty where that is unknown. */
      reopen: readonly ReopenPlace[];
      choices: RunChoices;
      scenarios: ScenarioEntry[];
      history: HistoryEntry[];
    }
  /** Nothing to show yet, and nothing running. */
  | { kind: 'idle' }
  /** A run begins; `event` messages follow, and at its end `report` or `error`. */
  | { kind: 'running'; title: string; context: LensContext | null }
  | { kind: 'event'; event: ProfileEvent<R> }
  /** A whole report, validated by the host. Ends a run. */
  | { kind: 'report'; report: R; origin: Origin; context: LensContext | null }
  /** Ends a run without a whole report; what was measured until then stays in view. */
  | { kind: 'error'; problem: ShownProblem }
  /** A trace begins; `trace` or `error` follows. */
  | { kind: 'tracing'; title: string }
  /** Ends a trace. `before` is the trace of the same target before this one, null for the first. */
  | { kind: 'trace'; now: ShownTrace; before: Trace | null }
  /** The relay that a person came from, to be shown. */
  | { kind: 'selectRelay'; relay: number }
  /** A proof begins; `proof` or `error` follows. */
  | { kind: 'proving'; title: string }
  /** Ends a proof. `before` is the proof of the same server before this one, null for the first. */
  | { kind: 'proof'; now: ShownProof; before: Proof | null }
  | { kind: 'history'; entries: HistoryEntry[] }
  | { kind: 'scenarios'; entries: ScenarioEntry[] }
  | { kind: 'choices'; choices: RunChoices }
  | {
      kind: 'comparison';
      before: HistoryEntry;
      after: HistoryEntry;
      rows: ComparisonRow[];
      changes: Change[];
    }
  /** A short notice that something was done (copied, exported to …); read out by screen readers. */
  | { kind: 'notice'; text: string };

/** A message of the host; the page parses the reports in it. */
export type PostedMessage = HostMessage<AnyReport>;

export const exportFormats = ['json', 'markdown', 'html', 'csv', 'png'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Bounds of what the host takes from the panel. */
const shortText = v.pipe(v.string(), v.maxLength(4096));
const longText = v.pipe(v.string(), v.maxLength(1 << 20));
const historyId = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 40));
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const relay = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const png = v.pipe(
  v.instance(Uint8Array),
  v.check(data => data.byteLength <= 1 << 25, 'a picture has at most 32 MiB'),
);

const choiceSchema = v.variant('name', [
  v.strictObject({ name: v.literal('route'), value: v.picklist(routes) }),
  v.strictObject({ name: v.literal('cache'), value: v.picklist(cacheStates) }),
  v.strictObject({ name: v.literal('receiver'), value: v.nullable(v.picklist(receiverModes)) }),
  v.strictObject({ name: v.literal('chunkBytes'), value: bytes }),
  v.strictObject({ name: v.literal('sweep'), value: v.nullable(v.picklist(sweepAxes)) }),
]);
export type Choice = v.InferOutput<typeof choiceSchema>;

/** All requests of the panel, as a closed list. Anything else is refused and never run. */
export const panelMessageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('ready'), historyId: v.nullable(historyId) }),
  v.strictObject({ kind: v.literal('cancel') }),
  v.strictObject({ kind: v.literal('profileFile') }),
  v.strictObject({ kind: v.literal('profileWorkspace') }),
  /** The same input, route and strategies once more, with the choices as they are now. */
  v.strictObject({ kind: v.literal('runAgain') }),
  /** The same with six times the time, enough for every strategy. */
  v.strictObject({ kind: v.literal('measureAll') }),
  v.strictObject({ kind: v.literal('runScenario'), id: shortText }),
  v.strictObject({ kind: v.literal('choose'), choice: choiceSchema }),
  v.strictObject({ kind: v.literal('openReport') }),
  v.strictObject({
    kind: v.literal('exportReport'),
    format: v.picklist(['json', 'markdown', 'html', 'csv']),
  }),
  v.strictObject({ kind: v.literal('exportReport'), format: v.literal('png'), data: png }),
  /** Without paths and names; the host asks for the format. */
  v.strictObject({ kind: v.literal('exportRedacted') }),
  v.strictObject({ kind: v.literal('openHistory'), id: historyId }),
  v.strictObject({ kind: v.literal('removeHistory'), id: historyId }),
  v.strictObject({ kind: v.literal('compareHistory'), before: historyId, after: historyId }),
  /** The report in view with one the person selects. */
  v.strictObject({ kind: v.literal('compareWith') }),
  v.strictObject({ kind: v.literal('clearHistory') }),
  v.strictObject({ kind: v.literal('runAllScenarios') }),
  /** The fix of the loop that the run measures. */
  v.strictObject({ kind: v.literal('applyFix'), file: shortText, line }),
  v.strictObject({ kind: v.literal('reopen'), place: v.picklist(reopenable) }),
  v.strictObject({ kind: v.literal('copyText'), text: longText }),
  v.strictObject({ kind: v.literal('revealSource'), file: shortText, line }),
  v.strictObject({ kind: v.literal('showDoctor') }),
  v.strictObject({ kind: v.literal('traceCommand') }),
  v.strictObject({ kind: v.literal('traceProcess') }),
  v.strictObject({ kind: v.literal('traceAgain') }),
  /** The line of a relay of the last trace, by its place there. */
  v.strictObject({ kind: v.literal('revealRelay'), relay }),
  v.strictObject({ kind: v.literal('fixRelay'), relay }),
  v.strictObject({ kind: v.literal('proveServer') }),
  v.strictObject({ kind: v.literal('proveAgain') }),
]);
export type PanelMessage = v.InferOutput<typeof panelMessageSchema>;

/** The panel's message, or null for anything that is not one. */
export function readPanelMessage(data: unknown): PanelMessage | null {
  const result = v.safeParse(panelMessageSchema, data);
  return result.success ? result.output : null;
}
