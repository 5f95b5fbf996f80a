import type { Language } from '../model/finding';
import { hasCall } from '../model/runtimeCalls';
import type { Phase } from '../model/sample';
import type { StrategyName } from '../model/strategy';
import type { Cell } from './plan';

/** Hashing at both ends makes a verifying run slower than a plain one, by about this factor. */
const verifyFactor = 3;

/** Measured durations of runs, start and end included, and estimates for further ones. Times are milliseconds. */
export class Pace {
  private readonly msPerByte = new Map<string, number>();

  record(index: number, phase: Phase, bytes: number, ms: number): void {
    this.msPerByte.set(`${index} ${phase}`, ms / bytes);
  }

  /** 0 if nothing similar has run yet. */
  expected(index: number, phase: Phase, bytes: number): number {
    const known = (of: Phase) => this.msPerByte.get(`${index} ${of}`);
    const plain = known('timed') ?? known('warm-up') ?? 0;
    return bytes * (known(phase) ?? (phase === 'verify' ? verifyFactor * plain : plain));
  }
}

/** The calls that most programs use, measured first if the language is unknown: the loop, then its likely rivals. */
export const usual: readonly StrategyName[] = [
  'read-write',
  'sendfile',
  'copy-file-range',
  'splice',
  'mmap-write',
];

/** Whether a budget goes to this cell first: to the loop, and to the calls that the language has. */
export function comesFirst({ spec: { strategy, route } }: Cell, language?: Language): boolean {
  const everyCall = language === undefined || language === 'c' || language === 'cpp';
  return everyCall ? usual.includes(strategy) : hasCall(language, route, strategy);
}

/**
 * Parts of the budget: `warmUp` is what a round of the first warm-ups may take. The others count from the budget's
 * beginning: until `start` and `verify` the first warm-ups and their verification, until `first` the calls that come
 * first (their input is cut so that the rounds of an interval end by `fit`), until `rest` all of them together, then
 * other receivers and samples.
 */
export const turns = {
  warmUp: 0.05,
  start: 0.15,
  verify: 0.2,
  fit: 0.4,
  first: 0.6,
  rest: 0.8,
  contrast: 0.9,
  samples: 1,
} as const;
