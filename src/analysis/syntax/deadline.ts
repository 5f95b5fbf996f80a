/** Thrown when a file's time is up; findings until then are dropped, since they may be incomplete. */
export class TimeIsUp extends Error {}

/** Steps between two looks at the clock. */
const stride = 256;
/** A thread that waits for a disk or a lock spends no CPU time, and must not be waited for without end. */
const longestStallMs = 60_000;

type Usage = { user: number; system: number };
type Clock = () => Usage;

/** `process` of Node or of a browser's extension host, which has none of these. */
const runtime = () =>
  (globalThis as { process?: { cpuUsage?: Clock; threadCpuUsage?: Clock } }).process ?? {};

const milliseconds = ({ user, system }: Usage) => (user + system) / 1000;

/** CPU time of the whole process, which is at least that of any of its threads; wall time in a browser. Milliseconds. */
export function processCpuMs(): number {
  const usage = runtime().cpuUsage?.();
  return usage ? milliseconds(usage) : performance.now();
}

/** CPU time of this thread where Node has it (from 22.19 and 23.9 on), else that of the process. Milliseconds. */
export function threadCpuMs(): number {
  const usage = runtime().threadCpuUsage?.();
  return usage ? milliseconds(usage) : processCpuMs();
}

/**
 * The end of the time one file may take: CPU time, so that a busy machine costs no findings. Cheap enough to be asked at
 * every node, because CPU time is looked at only once as much wall time is over.
 */
export class Deadline {
  private steps = 0;
  private readonly began = performance.now();
  private readonly cpuBegan: number;
  private until: number;

  /** `cpuMs` gives the CPU time of what is limited, milliseconds. */
  constructor(
    readonly limitMs: number,
    private readonly cpuMs: () => number = threadCpuMs,
  ) {
    this.until = this.began + limitMs;
    this.cpuBegan = cpuMs();
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
    return this.leftMs <= 0;
  }

  /** The least time until it can be over, milliseconds; 0 or less once it is. */
  get leftMs(): number {
    const now = performance.now();
    if (now < this.until) return this.until - now;
    if (now - this.began > Math.max(longestStallMs, this.limitMs)) return 0;
    const left = this.limitMs - (this.cpuMs() - this.cpuBegan);
    if (left > 0) this.until = now + left;
    return left;
  }
}
