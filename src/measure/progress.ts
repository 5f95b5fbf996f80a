import type { ProfileEvent } from '../model/profile';

export type ProgressEvent = Extract<ProfileEvent, { kind: 'progress' }>;

/** Bytes done of bytes planned, and from their pace the time left. The plan grows and shrinks as rounds are decided. */
export class Progress {
  private finished = 0;
  private planned = 0;

  constructor(
    private readonly began: number,
    private readonly now: () => number,
  ) {}

  /** What is still to be moved, as far as known now. */
  expect(bytesLeft: number): void {
    this.planned = this.finished + bytesLeft;
  }

  finish(bytes: number): void {
    this.finished += bytes;
  }

  event(label: string, bytesOfRun: number): ProgressEvent {
    const bytesDone = this.finished + bytesOfRun;
    const bytesPlanned = Math.max(this.planned, bytesDone);
    return { kind: 'progress', label, bytesDone, bytesPlanned, msLeft: this.left(bytesDone, bytesPlanned) };
  }

  private left(done: number, planned: number): number | null {
    const elapsed = this.now() - this.began;
    if (done === 0 || elapsed < 200) return null;
    return Math.round((elapsed * (planned - done)) / done);
  }
}
