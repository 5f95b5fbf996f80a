import { l10n, Uri } from 'vscode';
import type { ProfileEvent, ProfileRequest } from '../../model/profile';
import type { Report } from '../../model/report';
import type { Format } from '../../report/format';
import type { WorkerClient } from '../../worker/client';
import type { PanelHost } from '../panel/panelHost';
import type { LensContext, Trouble } from '../panelProtocol';
import type { History } from '../reports/history';
import { say } from '../say';
import { tell, troubleOf } from '../trouble';
import { demandMeasuring } from '../trust';
import type { Job, Jobs } from './jobs';

/** One thing to measure, and what it is called. */
export interface Ask {
  title: string;
  request: ProfileRequest;
  /** The loop it was asked for from, or null. */
  context: LensContext | null;
  /** Whether the input was made for this run: to run again, it must be made again. */
  generated?: boolean;
}

/** What came of it; `historyId` is null where the report could not be kept. */
export interface Outcome {
  report: Report;
  historyId: string | null;
}

export interface ProfilerParts {
  jobs: Jobs;
  panel: PanelHost;
  history: History;
  format: Format;
  extensionUri: Uri;
}

/** Carries out one request at a time and tells the panel, the progress message and the history. */
export class Profiler {
  private client: WorkerClient | null = null;
  /** The last thing asked for, for *run again*. */
  last: Ask | null = null;
  lastOutcome: Outcome | null = null;
  lastTrouble: Trouble | null = null;

  constructor(private readonly parts: ProfilerParts) {}

  /** Process id of the worker that measures now, or null. */
  get workerPid(): number | null {
    return this.client?.pid ?? null;
  }

  /** Null where the run was cancelled before anything was measured. */
  async run(ask: Ask): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    return this.parts.jobs.run(ask.title, async job => {
      this.last = ask;
      this.parts.panel.show({ preserveFocus: true });
      this.parts.panel.post({ kind: 'running', title: ask.title, context: ask.context });
      try {
        return await this.kept(ask, await this.measure(ask, job));
      } catch (error) {
        return this.failed(error, job);
      }
    });
  }

  /** The measuring code and the worker are loaded at the first run, and the worker is gone after each. */
  private async measure({ request, context }: Ask, job: Job): Promise<Report> {
    const [{ profile }, { createClient }] = await Promise.all([
      import('../../measure/profile'),
      import('../../worker/client'),
    ]);
    const workerPath = Uri.joinPath(this.parts.extensionUri, 'dist', 'worker.js').fsPath;
    const client = createClient({ workerPath });
    this.client = client;
    try {
      return await profile(request, {
        client,
        signal: job.signal,
        language: context?.language,
        onEvent: event => this.tellEvent(event, job),
      });
    } finally {
      client.dispose();
      this.client = null;
    }
  }

  private tellEvent(event: ProfileEvent, job: Job): void {
    this.parts.panel.post({ kind: 'event', event });
    if (event.kind !== 'progress') return;
    const { label, bytesDone, bytesPlanned, msLeft } = event;
    const left = msLeft === null ? '' : ` · ${l10n.t('{time} left', { time: this.seconds(msLeft) })}`;
    job.progress(bytesPlanned > 0 ? bytesDone / bytesPlanned : 0, say(label) + left);
  }

  private seconds(ms: number): string {
    return this.parts.format.nanoseconds(Math.ceil(ms / 1000) * 1e9);
  }

  private async kept({ title, context }: Ask, report: Report): Promise<Outcome> {
    // A full disk must not cost the figures: they are shown even where they can't be kept.
    const entry = await this.parts.history.add(report, title).catch(() => null);
    const origin = { kind: 'run', name: title, historyId: entry?.id ?? null } as const;
    this.parts.panel.post({ kind: 'report', report, origin, context });
    this.lastOutcome = { report, historyId: entry?.id ?? null };
    this.lastTrouble = tellBroken(report);
    return this.lastOutcome;
  }

  private failed(error: unknown, { signal }: Job): null {
    this.lastTrouble = signal.aborted ? cancelledEarly() : troubleOf(error);
    this.parts.panel.post({ kind: 'error', trouble: this.lastTrouble });
    if (signal.aborted) return null;
    throw error;
  }
}

const cancelledEarly = (): Trouble => ({
  what: l10n.t('The run was cancelled.'),
  why: l10n.t('No round had been finished, so there is nothing to show.'),
  remedy: l10n.t('Run it again and let at least one round finish.'),
});

/** Says which transfers broke, each reason once: the panel has them in their rows, but may not be in view. */
function tellBroken({ transfers }: Report): Trouble | null {
  const failures = transfers.flatMap(({ failed }) => failed ?? []);
  const texts = new Map(failures.map(failure => [JSON.stringify(failure), failure]));
  return [...texts.values()].map(tell)[0] ?? null;
}
