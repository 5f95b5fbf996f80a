import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import { version } from '../../package.json';
import type { ProfileEvent, ProfileRequest } from '../model/profile';
import { type Report, reportSchema, reportSchemaName } from '../model/report';
import type { WorkerClient } from '../worker/client';
import { isSettled } from './comparison';
import { conclude } from './conclude';
import { isCancellation } from './failures';
import { type Input, readInput } from './files';
import { describeMachine } from './machine';
import { type Cell, plan, seed } from './plan';
import { Progress } from './progress';
import { checkRequest } from './request';
import { Runner } from './runner';
import {
  contrastRounds,
  enoughSamples,
  expectedRounds,
  goesOn,
  type Schedule,
  sampleHz,
  scheduleOf,
} from './schedule';
import { seeded } from './statistics';

export interface ProfileOptions {
  /** The caller's; it stays alive and is the caller's to dispose. */
  client: WorkerClient;
  /** Ends the job; what was measured until then is kept and `cancelled` is true. */
  signal?: AbortSignal;
  onEvent?: (event: ProfileEvent) => void;
}

/**
 * Carries out a request: plans it, runs it in interleaved rounds through the worker, and works out the report.
 * Rejects with a Problem of kind `input` where the request or the input is at fault, and of kind `job` where the
 * worker could not be had. A single strategy that breaks is a transfer with `failed`. A cancellation before the
 * plan is made rejects with an error of code ECANCELED or name AbortError; later it resolves with what there is.
 */
export async function profile(request: ProfileRequest, options: ProfileOptions): Promise<Report> {
  checkRequest(request);
  const { client, signal } = options;
  const call = signal ? { signal } : {};
  const { paths, offset, length } = request;
  const input = await readInput({ paths, offset, length, signal });
  const probe = await client.probe(input.directory, call);
  const cpus = availableParallelism();
  const cells = plan({ request, input, probe, cpus });
  const canRun = cells.some(({ unsupported }) => !unsupported);
  const { cachedBytes } = canRun ? await client.residency(input.files, call) : { cachedBytes: 0 };
  const report: Report = {
    schema: reportSchemaName,
    tool: `iopath ${version}`,
    createdAt: new Date().toISOString(),
    machine: describeMachine(probe),
    input: {
      files: input.files.length,
      paths: input.files.slice(0, 5).map(({ path }) => path),
      bytes: input.bytes,
      cachedBytes: Math.min(cachedBytes, input.bytes),
      modifiedMs: input.modifiedMs,
    },
    conditions: conditionsOf(request, cpus),
    transfers: [],
    comparison: [],
    crossovers: [],
    scenario: null,
    advice: null,
    warnings: [],
    cancelled: false,
  };
  return new Job({ request, options, input, report, cells }).carryOut();
}

function conditionsOf(request: ProfileRequest, cpus: number): Report['conditions'] {
  const { socket, order, pass, headerBytes, flushEvery, offset, length } = request;
  return { socket, order, pass, headerBytes, flushEvery, offset, length, pinned: cpus >= 2 };
}

interface JobInput {
  request: ProfileRequest;
  options: ProfileOptions;
  input: Input;
  report: Report;
  cells: Cell[];
}

/** At most this often is the report worked out and told while rounds go on, milliseconds. */
const reportEvery = 250;

/** One request under way. */
class Job {
  private readonly runner: Runner;
  private readonly began = performance.now();
  private readonly progress = new Progress(this.began, () => performance.now());
  private readonly schedule: Schedule;
  private readonly main: number[];
  private readonly contrast: number[];
  private report: Report;
  private reportedAt = 0;

  constructor(private readonly job: JobInput) {
    const { request, options, report, cells } = job;
    this.report = report;
    this.runner = new Runner({
      client: options.client,
      signal: options.signal,
      random: seeded(seed),
      onRun: (index, run) => {
        this.progress.finish(run.bytes);
        this.tell({ kind: 'round', index, run });
      },
      onProgress: (label, bytes) => this.tell(this.progress.event(label, bytes)),
    });
    const indices = this.runner.add(cells);
    this.main = indices.filter(index => cells[index]!.role === 'main');
    this.contrast = indices.filter(index => cells[index]!.role === 'contrast');
    this.schedule = scheduleOf({
      rounds: request.rounds,
      budgetMs: request.budgetMs,
      began: this.began,
      hasContrast: this.contrast.length > 0,
      hasSamples: this.samples,
    });
  }

  async carryOut(): Promise<Report> {
    this.conclude();
    this.tell({ kind: 'started', report: this.report });
    try {
      if (this.runner.alive(this.main).length > 0) await this.rounds();
    } catch (error) {
      if (!isCancellation(error)) throw error;
      this.report = { ...this.report, cancelled: true };
    }
    this.conclude();
    const checked = v.parse(reportSchema, this.report);
    this.tell({ kind: 'report', report: checked });
    return checked;
  }

  private async rounds(): Promise<void> {
    await this.prepareCache();
    await this.untimed();
    await this.timed();
    await this.contrasted();
    await this.sampled();
  }

  private async prepareCache(): Promise<void> {
    const { request, options, input } = this.job;
    if (request.cache === 'warm')
      await options.client.warm(input.files, options.signal ? { signal: options.signal } : {});
  }

  private async untimed(): Promise<void> {
    this.expect(2 + (this.schedule.rounds ?? 5));
    await this.runner.round('warm-up', this.main);
    this.expect(1 + (this.schedule.rounds ?? 5));
    await this.runner.round('verify', this.main);
    this.share();
  }

  private async timed(): Promise<void> {
    const began = performance.now();
    const settled = () => isSettled(this.main.map(index => this.runner.transfers[index]!));
    for (let done = 0; goesOn(this.schedule, done, performance.now(), settled); done += 1) {
      await this.runner.round('timed', this.main);
      if (this.runner.alive(this.main).length === 0) return;
      this.share();
      const perRound = (performance.now() - began) / (done + 1);
      const more = expectedRounds(this.schedule, performance.now(), perRound);
      this.expect(this.schedule.rounds === null ? more : more - done - 1);
    }
  }

  private async contrasted(): Promise<void> {
    if (this.contrast.length === 0) return;
    const rounds = Math.min(contrastRounds, this.schedule.rounds ?? contrastRounds);
    for (let done = 0; done < rounds; done += 1) {
      if (done >= 3 && performance.now() >= this.schedule.contrastUntil) return;
      await this.runner.round('timed', this.contrast);
      this.share();
    }
  }

  private get samples(): boolean {
    const { request, report } = this.job;
    return report.machine.evidence.sampled?.available === true && request.sweep === null;
  }

  /** Rounds of their own, so that sampling costs the timed ones nothing: until each cell has enough, or time is up. */
  private async sampled(): Promise<void> {
    if (!this.samples) return;
    const lacking = () =>
      this.main.filter(index => {
        const runs = this.runner.transfers[index]!.runs;
        return runs.reduce((sum, run) => sum + (run.copyTime?.samples ?? 0), 0) < enoughSamples;
      });
    for (let round = 0; lacking().length > 0; round += 1) {
      if (round > 0 && performance.now() >= this.schedule.sampledUntil) return;
      await this.runner.round('sampled', lacking(), { sampleHz });
      if (this.runner.alive(lacking()).length === 0) return;
      this.share();
    }
  }

  /** Tells progress that so many rounds of all main cells are to come, and the contrast's. */
  private expect(rounds: number): void {
    const bytesOf = (indices: number[]) =>
      this.runner.alive(indices).reduce((sum, index) => sum + this.runner.cells[index]!.inputBytes, 0);
    const sampling = this.samples ? 1 : 0;
    this.progress.expect(bytesOf(this.main) * (rounds + sampling) + bytesOf(this.contrast) * 3);
  }

  private share(): void {
    if (performance.now() - this.reportedAt < reportEvery) return;
    this.conclude();
    this.tell({ kind: 'report', report: this.report });
    this.reportedAt = performance.now();
  }

  private conclude(): void {
    this.report = conclude(
      { ...this.report, transfers: this.runner.transfers },
      { sweep: this.job.request.sweep, warnings: this.job.input.leftOut },
    );
  }

  private tell(event: ProfileEvent): void {
    this.job.options.onEvent?.(event);
  }
}
