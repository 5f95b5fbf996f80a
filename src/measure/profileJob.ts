import * as v from 'valibot';
import { message } from '../messages/message';
import type { ProfileEvent, ProfileRequest } from '../model/profile';
import { type Report, reportSchema } from '../model/report';
import type { WorkerClient } from '../worker/client';
import { chunkTrials, finalists, floorCell, optionTrials, type Trial } from './autotune';
import { runWithin } from './budgetedRun';
import { conclude } from './conclude';
import { isCancellation, isOfFile, preparationProblem } from './failures';
import type { Input } from './files';
import { affordable, byImportance, leastPoints, leastRows, rowOf, runInOrder, triedBytes } from './firstRuns';
import { fittedBytes, type Timed } from './fitting';
import { warningsOfChange } from './identity';
import { fewestForInterval } from './intervals';
import { baselinesOf, type Cell, contrasts, seed } from './plan';
import { Progress } from './progress';
import { Runner, warmUpBytes } from './runner';
import type { Scenario } from './scenarios';
import { fittingPart, type Schedule, scheduleOf } from './schedule';
import { seeded } from './statistics';
import { contrastedRounds, sampledRounds, type TimedParts, timedRounds } from './timedRounds';
import { trialRounds } from './trialRounds';

export interface JobOptions {
  /** The caller's; it stays alive and is the caller's to dispose. */
  client: WorkerClient;
  /** Cancels the job; the measurements so far are kept and `cancelled` is true. */
  signal?: AbortSignal;
  /** Milliseconds of a clock that never goes back; the machine's by default. */
  now?: () => number;
  onEvent?: (event: ProfileEvent) => void;
}

export interface JobInput {
  request: ProfileRequest;
  scenario: Scenario | null;
  options: JobOptions;
  input: Input;
  report: Report;
  cells: Cell[];
  /** Start of the request, ms of the job's clock: reading and probing count too. */
  began: number;
}

/** The report is worked out and sent at most this often while rounds go on. Milliseconds. */
const reportEvery = 250;
/** A sweep of calls verifies each point on its first bytes: calls of 512 bytes over all of it would take long. */
const sweptVerifyBytes = 16 * 1024 * 1024;
/** Parts of the time: one stage of a search's trials at least, and the first warm-ups and the verification at most. */
const leastTrialPart = 0.1;
const warmUpPart = 0.08;
const verifyPart = 0.2;

/** One request under way: its phases in order, each within its share of the time. */
export class ProfileJob {
  private readonly runner: Runner;
  private readonly began: number;
  private readonly now: () => number;
  private readonly progress: Progress;
  private readonly schedule: Schedule;
  private main: number[];
  private contrast: number[];
  /** A search's lower bound, timed in the same rounds as the finalists. */
  private floor: number[] = [];
  /** The smallest part of its input that a row moves. */
  private part = 1;
  private report: Report;
  private reportedAt = 0;
  /** Trials of a search that there was no time for. */
  private leftTrials = 0;
  /** Changes of the input's files, known at the end. */
  private changes: Report['warnings'] = [];

  constructor(private readonly job: JobInput) {
    const { request, options, report, cells } = job;
    this.now = options.now ?? (() => performance.now());
    this.began = job.began;
    this.progress = new Progress(this.now);
    this.report = report;
    const { rounds, budgetMs } = request;
    this.runner = new Runner({
      client: options.client,
      deadline: rounds === null ? this.began + budgetMs : Number.POSITIVE_INFINITY,
      signal: options.signal,
      now: this.now,
      random: seeded(seed),
      onRun: (index, run) => {
        this.progress.finish(run.bytes);
        this.emit({ kind: 'round', index, run });
      },
      onProgress: (label, bytes) => this.emit(this.progress.event(label, bytes)),
    });
    const indices = this.runner.add(this.searches ? [...absent(cells), ...baselinesOf(cells)] : cells);
    this.main = indices.filter(index => this.runner.cells[index]!.role === 'main');
    this.contrast = indices.filter(index => this.runner.cells[index]!.role === 'contrast');
    this.schedule = scheduleOf({
      rounds: request.rounds,
      budgetMs: request.budgetMs,
      began: this.began,
      decides: job.scenario !== null,
      hasContrast: this.contrast.length > 0,
      hasSamples: this.samples,
    });
  }

  /** The report, checked against its schema on the way out; also where the job was cancelled on the way. */
  async run(): Promise<Report> {
    this.conclude();
    this.emit({ kind: 'started', report: this.report });
    try {
      if (this.runner.alive(this.main).length > 0) await this.phases();
    } catch (error) {
      if (!isCancellation(error)) throw error;
      this.report = { ...this.report, cancelled: true };
    }
    this.changes = await warningsOfChange(this.job.input.identities);
    this.conclude();
    const checked = v.parse(reportSchema, this.report);
    this.emit({ kind: 'report', report: checked });
    return checked;
  }

  private async phases(): Promise<void> {
    if (this.isBudgeted) return this.budgeted();
    await this.warm(warmUpBytes);
    if (this.searches) await this.search();
    await this.untimed();
    const cells = { main: this.main, floor: this.floor, contrast: this.contrast, samples: this.samples };
    await timedRounds(cells, this.timedParts);
    await contrastedRounds(this.contrast, this.timedParts);
    if (this.samples) await sampledRounds(this.main, this.timedParts);
  }

  /** Every strategy within a time, as the panel requests: the limit is kept, and the important rows come first. */
  private get isBudgeted(): boolean {
    const { strategies, rounds, sweep, scenario } = this.job.request;
    return strategies === 'all' && rounds === null && sweep === null && scenario === null;
  }

  private budgeted(): Promise<void> {
    const { request, report } = this.job;
    return runWithin(this.main, this.contrast, {
      ...{ runner: this.runner, now: this.now, began: this.began, budgetMs: request.budgetMs },
      ...{ language: report.language, samples: this.samples, fewest: this.schedule.fewest },
      chosen: (main, contrast) => {
        this.main = main;
        this.contrast = contrast;
      },
      warm: mostBytes => this.warm(mostBytes),
      fit: (until, alike) => this.fit(until, alike),
      share: () => this.share(),
      expect: rounds => this.expect(rounds),
    });
  }

  private get searches(): boolean {
    return this.job.request.strategies === 'best' && this.job.scenario === null;
  }

  /** Short trials first; their best rows are then compared with the baselines in full rounds. */
  private async search(): Promise<void> {
    const { request, cells } = this.job;
    const trials = chunkTrials(cells);
    const ordered = byImportance(trials).map(place => trials[place]!);
    const chunks = await this.tryOut(ordered, 0.2);
    const options = await this.tryOut(optionTrials(chunks), 0.35);
    const baselines = this.main.map(index => this.runner.cells[index]!);
    const found = finalists(baselines, options).filter(cell => !baselines.includes(cell));
    this.main = [...this.main, ...this.runner.add(found)];
    if (baselines[0]) this.floor = this.runner.add([floorCell(baselines[0])]);
    const main = this.main.map(index => this.runner.cells[index]!);
    if (found.length > 0) this.contrast = this.runner.add(contrasts(request, main));
    this.share({ always: true });
  }

  private async tryOut(cells: Cell[], part: number): Promise<Trial[]> {
    const { runner, now } = this;
    const indices = runner.add(cells);
    this.share({ always: true });
    const { budgetMs } = this.job.request;
    // A slow start takes nothing from the trials: they have a tenth at least.
    const until = Math.max(this.began + budgetMs * part, now() + budgetMs * leastTrialPart);
    await trialRounds(indices, { runner, now, until });
    this.leftTrials += indices.filter(index => runner.transfers[index]!.runs.length === 0).length;
    this.share({ always: true });
    return indices.map(index => ({ cell: runner.cells[index]!, transfer: this.report.transfers[index]! }));
  }

  private async untimed(): Promise<void> {
    const { request } = this.job;
    this.expect(2 + (this.schedule.rounds ?? 5));
    if (this.isLimited) await this.warmUpWithin();
    else await this.runner.round('warm-up', [...this.main, ...this.floor]);
    this.fit(this.schedule.timedUntil, [...this.floor, ...this.contrast]);
    await this.warm();
    this.expect(1 + (this.schedule.rounds ?? 5));
    const mostBytes = request.sweep ? sweptVerifyBytes : Number.POSITIVE_INFINITY;
    if (this.isLimited) await this.verifyWithin(mostBytes);
    else await this.runner.round('verify', this.main, { mostBytes, until: Number.POSITIVE_INFINITY });
    this.share();
  }

  /** A time is to be kept, and fewer rows serve too: a scenario's claim needs all of its rows. */
  private get isLimited(): boolean {
    return this.schedule.rounds === null && this.job.scenario === null;
  }

  /** Warms up as many rows as the time can hold, the important ones first; the others are left out. */
  private async warmUpWithin(): Promise<void> {
    const { runner, now } = this;
    const { budgetMs } = this.job.request;
    const order = this.searches ? this.main : this.byImportance(this.main);
    const mostBytes = await triedBytes(order, { runner, now, budgetMs });
    const until = now() + budgetMs * warmUpPart;
    this.main = await runInOrder('warm-up', order, { runner, until, mostBytes, least: this.least });
    await runner.round('warm-up', this.floor, { mostBytes });
  }

  /** Verifies these rows, and keeps as many of them as there is time for the rounds of an interval. */
  private async verifyWithin(mostBytes: number): Promise<void> {
    const { runner, now, schedule, least } = this;
    const until = now() + this.job.request.budgetMs * verifyPart;
    const verified = await runInOrder('verify', this.main, { runner, until, mostBytes, least });
    const { timedUntil } = schedule;
    this.main = affordable(verified, fewestForInterval, { runner, now, until: timedUntil, least });
    const kept = new Set(this.main.map(index => rowOf(runner.cells[index]!)));
    this.contrast = this.contrast.filter(index => kept.has(rowOf(runner.cells[index]!)));
  }

  /** Rows that are measured however slow the machine is. */
  private get least(): number {
    return this.job.request.sweep ? leastRows * leastPoints : leastRows;
  }

  private byImportance(indices: number[]): number[] {
    return byImportance(indices.map(index => this.runner.cells[index]!)).map(place => indices[place]!);
  }

  /**
   * Reads what the rounds move, so that they find it cached; the rest of the input is left alone. A file that vanished
   * meanwhile shows in the rows: each run opens it again and names the reason.
   */
  private async warm(mostBytes?: number): Promise<void> {
    const { client, signal } = this.job.options;
    try {
      for (const files of this.runner.warmFiles([...this.main, ...this.contrast], mostBytes))
        await client.warm(files, signal ? { signal } : {});
    } catch (error) {
      if (!isOfFile(error)) throw preparationProblem(error);
    }
  }

  /** Cuts the input if it is too large for enough rounds. The points of a size sweep are not changed. */
  private fit(timedUntil: number, alike: number[]): void {
    if (this.job.request.sweep === 'size') return;
    const timed = this.runner.alive(this.main).map(index => this.timedCell(index));
    const msPerRound = timed.reduce((sum, { ms }) => sum + ms, 0);
    const part = fittingPart({ ...this.schedule, timedUntil }, this.now(), msPerRound);
    const fitted = part < 1 ? fittedBytes(timed, part) : new Map<number, number>();
    // Cells that are compared keep equal inputs, those that come later too.
    const bytes = [...fitted.values()][0];
    for (const index of bytes === undefined ? [] : alike) fitted.set(index, bytes!);
    for (const [index, bytes] of fitted) {
      this.part = Math.min(this.part, bytes / this.runner.cells[index]!.inputBytes);
      this.runner.shorten(index, bytes);
    }
  }

  private timedCell(index: number): Timed {
    return { index, cell: this.runner.cells[index]!, ms: this.runner.expected([index], 'timed') };
  }

  private timeNotes(): Report['warnings'] {
    const trials = this.leftTrials;
    const left = { what: message('run.trials', { trials }), remedy: message('measure-longer') };
    const notes = trials > 0 ? [left] : [];
    if (this.part === 1) return notes;
    return [
      ...notes,
      {
        what: message('run.cut', { part: this.part }),
        remedy: message('run.cut.remedy'),
      },
    ];
  }

  private get samples(): boolean {
    const { request, report } = this.job;
    return report.machine.evidence.sampled?.available === true && request.sweep === null;
  }

  private get timedParts(): TimedParts {
    const { runner, schedule, progress, now } = this;
    return {
      ...{ runner, schedule, progress, now, budgetMs: this.job.request.budgetMs },
      share: () => this.share(),
      expect: rounds => this.expect(rounds),
    };
  }

  /** Tells progress that so many rounds of all main cells are to come, and the contrast's. */
  private expect(rounds: number): void {
    const bytesOf = (indices: number[]) =>
      this.runner.alive(indices).reduce((sum, index) => sum + this.runner.cells[index]!.inputBytes, 0);
    const after = (this.samples ? bytesOf(this.main) : 0) + bytesOf(this.contrast) * 3;
    this.progress.expect(bytesOf([...this.main, ...this.floor]) * rounds, after);
  }

  private share({ always } = { always: false }): void {
    if (!always && this.now() - this.reportedAt < reportEvery) return;
    this.conclude();
    this.emit({ kind: 'report', report: this.report });
    this.reportedAt = this.now();
  }

  private conclude(): void {
    const { request, scenario, input } = this.job;
    this.report = conclude(
      { ...this.report, transfers: this.runner.transfers },
      {
        cells: this.runner.cells,
        sweep: request.sweep,
        scenario,
        warnings: [...input.excluded, ...this.changes, ...this.timeNotes()],
      },
    );
  }

  private emit(event: ProfileEvent): void {
    this.job.options.onEvent?.(event);
  }
}

const absent = (cells: readonly Cell[]) => cells.filter(({ unsupported }) => unsupported !== null);
