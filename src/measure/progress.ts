import type { Message } from '../model/message';
import type { ProfileEvent } from '../model/profile';

export type ProgressEvent = Extract<ProfileEvent, { kind: 'progress' }>;

/** Bytes done of bytes planned. The plan grows and shrinks as rounds are decided. */
export class Progress {
  private finished = 0;
  private planned = 0;
  /** Where the even part began: rounds that all move the same, at the same pace. */
  private even: { ms: number; bytes: number } | null = null;
  private rounds = 0;

  constructor(private readonly now: () => number) {}

  /** Bytes still to be moved, as far as known. */
  expect(bytesLeft: number): void {
    this.planned = this.finished + bytesLeft;
  }

  finish(bytes: number): void {
    this.finished += bytes;
  }

  /** From here on each round is like the next, so that their pace says how long the others will take. */
  beginRounds(): void {
    this.even ??= { ms: this.now(), bytes: this.finished };
  }

  event(label: Message, bytesOfRun: number): ProgressEvent {
    const bytesDone = this.finished + bytesOfRun;
    const bytesPlanned = Math.max(this.planned, bytesDone);
    return { kind: 'progress', label, bytesDone, bytesPlanned, msLeft: this.left(bytesPlanned - bytesDone) };
  }

  /** Null before a whole round was made: a warm-up's pace was wrong by a factor of five and more. */
  private left(bytes: number): number | null {
    if (!this.even || this.rounds < 1) return null;
    const moved = this.finished - this.even.bytes;
    return moved > 0 ? Math.round(((this.now() - this.even.ms) * bytes) / moved) : null;
  }

  /** A round of the even part is over. */
  endRound(): void {
    this.rounds += 1;
  }
}
