import type { Message } from '../model/message';
import type { ProfileEvent } from '../model/profile';

export type ProgressEvent = Extract<ProfileEvent, { kind: 'progress' }>;

/**
 * No estimate is shown where rounds differ by a larger factor. An estimate shall be wrong by a factor of 1.5 at most:
 * with a limit of 1.5 here, 4 of 483 estimates were wrong by 1.55.
 */
const mostFactor = 1.3;

/** Bytes done of bytes planned. The plan grows and shrinks as rounds are decided. */
export class Progress {
  private finished = 0;
  private planned = 0;
  /** Where the even part began: rounds that all move the same, at the same pace. */
  private even: { ms: number; bytes: number } | null = null;
  /** When the rounds began and each of them ended, ms. */
  private ends: number[] = [];
  /** Of what is planned, bytes that are moved after the rounds. */
  private plannedAfter = 0;
  /** Milliseconds from the end of the rounds to the end of all, by when the rounds end; null where nobody knows. */
  private msAfter: (from: number) => number | null = () => 0;

  constructor(private readonly now: () => number) {}

  /** Bytes still to be moved, as far as known, in the rounds and after them. */
  expect(bytesInRounds: number, bytesAfter = 0): void {
    this.planned = this.finished + bytesInRounds + bytesAfter;
    this.plannedAfter = bytesAfter;
  }

  finish(bytes: number): void {
    this.finished += bytes;
  }

  /** From here on each round is like the next, so that their pace says how long the others will take. */
  beginRounds(msAfter: (from: number) => number | null): void {
    this.even ??= { ms: this.now(), bytes: this.finished };
    this.ends = [this.even.ms];
    this.msAfter = msAfter;
  }

  /** What follows ends when its figures suffice: no pace says when that is. */
  endRounds(): void {
    this.even = null;
  }

  event(label: Message, bytesOfRun: number): ProgressEvent {
    const bytesDone = this.finished + bytesOfRun;
    const bytesPlanned = Math.max(this.planned, bytesDone);
    return { kind: 'progress', label, bytesDone, bytesPlanned, msLeft: this.left(bytesPlanned - bytesDone) };
  }

  /**
   * Null before a whole round was made (a warm-up's pace was wrong by a factor of five and more), and where rounds that
   * move the same took times that differ by more than mostFactor: other work shares the machine.
   */
  private left(bytes: number): number | null {
    if (!this.even || !this.isSteady) return null;
    const moved = this.finished - this.even.bytes;
    if (moved <= 0) return null;
    const inRounds = Math.max(0, bytes - this.plannedAfter);
    const ms = ((this.now() - this.even.ms) * inRounds) / moved;
    const msAfter = this.msAfter(this.now() + ms);
    return msAfter === null ? null : Math.round(ms + msAfter);
  }

  /** A round of the even part is over. */
  endRound(): void {
    this.ends.push(this.now());
  }

  private get isSteady(): boolean {
    const took = this.ends.slice(1).map((end, index) => end - this.ends[index]!);
    return took.length > 0 && Math.max(...took) <= mostFactor * Math.min(...took);
  }
}
