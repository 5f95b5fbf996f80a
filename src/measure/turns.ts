import type { Language } from '../model/finding';
import { hasCall } from '../model/runtimeCalls';
import type { StrategyName } from '../model/strategy';
import type { Cell } from './plan';

/** What most programs would use: measured first where no language says which calls it has. */
const usual: readonly StrategyName[] = ['read-write', 'mmap-write', 'sendfile', 'splice', 'copy-file-range'];

/** Whether a budget goes to this cell first: to the loop, and to the calls that the language has. */
export function comesFirst({ spec: { strategy, route } }: Cell, language?: Language): boolean {
  const everyCall = language === undefined || language === 'c' || language === 'cpp';
  return everyCall ? usual.includes(strategy) : hasCall(language, route, strategy);
}

/**
 * Parts of the budget, counted from its beginning: until `first` the calls that come first, until `rest` all of them
 * together, then other receivers and samples.
 */
export const turns = { fit: 0.4, first: 0.6, rest: 0.8, contrast: 0.9, samples: 1 } as const;
