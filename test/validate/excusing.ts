import type { Difference } from './comparing';
import { differencesOf } from './comparing';
import type { Case, Excuse, Observed } from './model';

/** A run of the original that a fix's caveats make another one of, and the caveats it takes. */
export interface Excused {
  caveats: string[];
  /** The remaining differences; empty where the caveats name all of them. */
  left: Difference[];
}

/**
 * What differs beside what the caveats of a fix name. Each lets the parts of a run differ that it is about, and only
 * where it says so.
 */
export function excused(
  one: Case,
  [before, after]: [Observed, Observed],
  caveats: string[],
  excuses: Record<string, Excuse>,
): Excused {
  let allowed = before;
  const used: string[] = [];
  for (const caveat of caveats) {
    const parts = excuses[caveat]?.(one, allowed, after, before) ?? {};
    const taken = Object.entries(parts).some(([part, value]) => allowed[part as keyof Observed] !== value);
    if (taken) used.push(caveat);
    allowed = { ...allowed, ...parts };
  }
  return { caveats: used, left: differencesOf(allowed, after) };
}
