import { l10n } from 'vscode';
import type { Format } from '../../messages/format';
import type { ProfileRequest } from '../../model/profile';
import type { Report } from '../../model/report';
import { readReport } from '../../report/anyReport';
import { Cancelled, type FinishedRun, type SessionClient } from '../../session/client';
import type { RunOrder, SessionEvent } from '../../session/protocol';
import type { Log } from '../log';
import type { PanelHost } from '../panel/panelHost';
import type { LensContext, ShownProblem } from '../panelProtocol';
import { shownProblemOf, tell } from '../problem';
import type { History } from '../reports/history';
import { say } from '../texts';
import { demandMeasuring } from '../trust';
import type { Job, Jobs } from './jobs';

/** The result of a run; `historyId` is null if the report could not be stored. */
export class Outcome {
  private read: Report | null = null;

  constructor(
    readonly run: FinishedRun,
    readonly historyId: string | null,
  ) {}

  /** The whole report, parsed from its bytes at the first access: that may take milliseconds. */
  get report(): Report {
    this.read ??= readReport(this.run.report);
    return this.read;
  }
}

/** A request with its title. */
export interface RunRequest {
  title: string;
  request: ProfileRequest;
  /** The loop that the run measures, or null. */
  context: LensContext | null;
  /** Made for the run, where the request names no path. */
  generated: RunOrder['generated'];
}

export interface ProfilerParts {
  session: SessionClient;
  jobs: Jobs;
  panel: PanelHost;
  history: History;
  format: Format;
  log: Log;
}

/** Passes requests to the measurement session and shows the results in the panel, the status bar and the history. */
export class Profiler {
  /** The last thing that was measured, for *run again*. */
  last: RunRequest | null = null;
  lastOutcome: Outcome | null = null;
  lastProblem: ShownProblem | null = null;

  constructor(private readonly parts: ProfilerParts) {}

  /** Null where the run was cancelled before anything was measured. */
  async run(ask: RunRequest): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    return this.parts.jobs.run(ask.title, async job => {
      const shown = { begun: false, measured: false };
      try {
        return await this.kept(ask, await this.measure(ask, job, shown));
      } catch (error) {
        return this.failed(error, shown);
      }
    });
  }

  private measure(
    { request, context, generated, title }: RunRequest,
    job: Job,
    shown: Shown,
  ): Promise<FinishedRun> {
    const { session, panel, log } = this.parts;
    const order = { request, generated, language: context?.language };
    return session.run(order, {
      signal: job.signal,
      onBegun: () => {
        shown.begun = true;
        this.last = { request, context, generated, title };
        panel.show({ preserveFocus: true });
        panel.post({ kind: 'running', title, context });
        log.info(l10n.t('Measuring {title}', { title }));
      },
      onEvent: event => {
        shown.measured ||= event.kind === 'round';
        this.tellEvent(event, job);
      },
    });
  }

  private tellEvent(event: SessionEvent, job: Job): void {
    this.parts.panel.post({ kind: 'event', event });
    if (event.kind !== 'progress') return;
    const { label, bytesDone, bytesPlanned, msLeft } = event;
    const left = msLeft === null ? '' : ` · ${l10n.t('{time} left', { time: this.seconds(msLeft) })}`;
    job.progress(bytesPlanned > 0 ? bytesDone / bytesPlanned : 0, say(label) + left);
  }

  private seconds(ms: number): string {
    return this.parts.format.nanoseconds(Math.ceil(ms / 1000) * 1e9);
  }

  private async kept({ title, context }: RunRequest, run: FinishedRun): Promise<Outcome> {
    // The figures are shown even if they can't be stored, as on a full disk.
    const entry = await this.parts.history.add(run, title).catch(() => null);
    const historyId = entry?.id ?? null;
    this.parts.panel.post({
      kind: 'report',
      report: run.report,
      origin: { kind: 'run', name: title, historyId },
      context,
    });
    this.lastOutcome = new Outcome(run, historyId);
    const { failures, advice } = run.summary;
    this.parts.log.info(l10n.t('Measured {title}: {result}', { title, result: advice ? say(advice) : '–' }));
    // The panel has them in their rows, but may not be in view.
    this.lastProblem = failures.map(failure => tell(failure, this.parts.log))[0] ?? null;
    return this.lastOutcome;
  }

  private failed(error: unknown, { begun, measured }: Shown): null {
    const cancelled = error instanceof Cancelled;
    // A cancelled run that was still waiting must not change the view.
    if (cancelled && !begun) return null;
    this.lastProblem = cancelled ? cancelledEarly(measured) : shownProblemOf(error);
    if (begun) this.parts.panel.post({ kind: 'error', problem: this.lastProblem });
    if (cancelled) return null;
    throw error;
  }
}

/** The state of a run that was shown to the person. */
interface Shown {
  begun: boolean;
  measured: boolean;
}

const cancelledEarly = (measured: boolean): ShownProblem => ({
  what: l10n.t('The run was cancelled.'),
  why: measured
    ? l10n.t('It did not end in time, so it was stopped and its figures are not kept.')
    : l10n.t('No round had been finished, so there is nothing to show.'),
  remedy: l10n.t('Run it again and let at least one round finish.'),
});
