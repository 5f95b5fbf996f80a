import type { Call } from '../syntax/ir';

/**
 * What a call does, as far as a copy loop is concerned. The bytes, the ends and their positions stay as they are but for
 * what the word says.
 *
 * - `same`: gives the value of its argument or receiver: conversions, unwrapping.
 * - `view`: gives the same bytes by another name.
 * - `advances`: takes bytes off the beginning of the view it is called on.
 * - `length`: gives the number of bytes of its argument or receiver.
 * - `empty`: whether its argument or receiver holds no bytes.
 * - `succeeds`, `fails`: whether a result is one, or a failure.
 * - `computes`: gives a number worked out of its arguments' numbers.
 * - `unwraps`: gives the value, or throws the failure in its place.
 * - `is-error`: whether its first argument is an error of the kind its second one names.
 * - `failure`: gives the failure in its argument, or one of the program's own.
 * - `wraps`: gives the failure among its arguments inside another one.
 * - `least`, `most`: the smaller or larger of its arguments.
 * - `pure`: reads its arguments' values only; its result is not followed.
 * - `asks`: asks an end or a buffer about its state.
 * - `cursor`: gives, or sets, the position and limit of the buffer it is called on.
 * - `makes-room`: waits until the sink in its first argument takes more, after a write that reported it does not.
 * - `fills`: puts other bytes where its first argument points.
 * - `frees`: ends the life of a buffer.
 * - `closes`, `flushes`, `locks`, `positions`: does so with an end.
 * - `waits`: for time or readiness.
 * - `counts`: changes a number or flag that other code looks at.
 * - `reports`: prints, logs, or calls back.
 * - `leaves`: does not return.
 * - `stops`: throws if the program was cancelled.
 */
export type CallEffect =
  | 'same'
  | 'view'
  | 'advances'
  | 'length'
  | 'empty'
  | 'succeeds'
  | 'fails'
  | 'computes'
  | 'unwraps'
  | 'is-error'
  | 'failure'
  | 'wraps'
  | 'least'
  | 'most'
  | 'pure'
  | 'asks'
  | 'cursor'
  | 'makes-room'
  | 'fills'
  | 'frees'
  | 'closes'
  | 'flushes'
  | 'locks'
  | 'positions'
  | 'waits'
  | 'counts'
  | 'reports'
  | 'leaves'
  | 'stops';

/** One row of a language's table of calls. The first row that fits a call counts. */
export interface CallRule {
  /** Matches the whole name. */
  name: RegExp;
  /** The receiver's type or key it needs; false: none; left out: any or none. */
  on?: RegExp | false;
  /** Least and most number of arguments; left out: any. */
  args?: [number, number];
  /** A last look at the call. */
  when?: (call: Call) => boolean;
  does: CallEffect;
  /** The argument (or receiver) that `same`, `view` and `length` give back; the receiver if there is one, else the first. */
  at?: 'receiver' | number;
}

/** A row of the table for some names. */
export const row = (names: string, does: CallEffect, more: Partial<CallRule> = {}): CallRule => ({
  name: new RegExp(`^(${names})$`),
  does,
  ...more,
});

/** The row for a call; null where the table does not know it. `typeOf` gives the type or key of its receiver. */
export function ruleOf(
  call: Call,
  rules: readonly CallRule[],
  typeOf: (call: Call) => string,
): CallRule | null {
  for (const rule of rules) {
    if (!rule.name.test(call.name)) continue;
    if (rule.on === false && call.receiver) continue;
    if (rule.on instanceof RegExp && !(call.receiver && rule.on.test(typeOf(call)))) continue;
    if (rule.args && (call.args.length < rule.args[0] || call.args.length > rule.args[1])) continue;
    if (rule.when && !rule.when(call)) continue;
    return rule;
  }
  return null;
}

/** One pattern for the names of all rows with these effects: what the cheap checks of a loop look for. */
export function namesThat(rules: readonly CallRule[], effects: readonly CallEffect[]): RegExp {
  const patterns = rules.filter(rule => effects.includes(rule.does)).map(rule => rule.name.source);
  return patterns.length > 0 ? new RegExp(patterns.join('|')) : /(?!)/;
}
