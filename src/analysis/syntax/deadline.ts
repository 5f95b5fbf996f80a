/** Thrown where a file's time is up; what was found until then is not told, as it may be half. */
export class TimeIsUp extends Error {}

/** Steps between two looks at the clock. */
const stride = 256;

/** The end of the time one file may take. Cheap enough to be asked at every node. */
export class Deadline {
  private steps = 0;
  private readonly end: number;

  constructor(readonly limitMs: number) {
    this.end = performance.now() + limitMs;
  }

  /** Throws TimeIsUp once the time is over. */
  step(): void {
    this.steps += 1;
    if (this.steps % stride === 0) this.check();
  }

  check(): void {
    if (this.isOver) throw new TimeIsUp();
  }

  get isOver(): boolean {
    return performance.now() > this.end;
  }
}
