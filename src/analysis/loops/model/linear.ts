/** Integers as sums of symbols: `left - n + 4` is the constant 4 with the terms left: 1 and n: -1. */
export interface Linear {
  constant: number;
  terms: ReadonlyMap<string, number>;
}

export const constant = (value: number): Linear => ({ constant: value, terms: new Map() });
export const symbol = (name: string): Linear => ({ constant: 0, terms: new Map([[name, 1]]) });

/** `a + factor * b`. */
export function plus(a: Linear, b: Linear, factor = 1): Linear {
  const terms = new Map(a.terms);
  for (const [name, times] of b.terms) {
    const sum = (terms.get(name) ?? 0) + factor * times;
    if (sum === 0) terms.delete(name);
    else terms.set(name, sum);
  }
  return { constant: a.constant + factor * b.constant, terms };
}

export const minus = (a: Linear, b: Linear): Linear => plus(a, b, -1);
export const times = (a: Linear, factor: number): Linear =>
  factor === 0 ? constant(0) : plus(constant(0), a, factor);

/** The value of a form without symbols; null for any other. */
export const constantOf = (form: Linear): number | null => (form.terms.size === 0 ? form.constant : null);

export const same = (a: Linear, b: Linear): boolean => constantOf(minus(a, b)) === 0;

/** How many facts are put together to decide a question. */
const mostSteps = 4;

/** What is known of the symbols on one path: forms that are not negative, and forms that are not zero. */
export class Facts {
  private readonly atLeastZero: Linear[] = [];
  private readonly notZero: Linear[] = [];

  /** Notes `form >= 0`. */
  addAtLeastZero(form: Linear): void {
    this.atLeastZero.push(form);
    for (const other of this.notZero) this.tighten(other);
  }

  /** Notes `form != 0`. */
  addNotZero(form: Linear): void {
    this.notZero.push(form);
    this.tighten(form);
  }

  /** Over integers, `form >= 0` and `form != 0` make `form >= 1`. */
  private tighten(form: Linear): void {
    for (const side of [form, times(form, -1)])
      if (this.provesAtLeastZero(side, mostSteps)) this.atLeastZero.push(plus(side, constant(-1)));
  }

  /** Whether `form >= 0`; null where the facts do not tell. */
  isAtLeastZero(form: Linear): boolean | null {
    if (this.provesAtLeastZero(form, mostSteps)) return true;
    return this.provesAtLeastZero(plus(times(form, -1), constant(-1)), mostSteps) ? false : null;
  }

  /** Whether `form == 0`; null where the facts do not tell. */
  isZero(form: Linear): boolean | null {
    const value = constantOf(form);
    if (value !== null) return value === 0;
    if (this.notZero.some(other => same(other, form) || same(times(other, -1), form))) return false;
    const [up, down] = [this.isAtLeastZero(form), this.isAtLeastZero(times(form, -1))];
    if (up === false || down === false) return false;
    return up && down ? true : null;
  }

  /** Takes facts off the form until only a constant is left that is not negative. */
  private provesAtLeastZero(form: Linear, steps: number): boolean {
    const value = constantOf(form);
    if (value !== null) return value >= 0;
    if (steps === 0) return false;
    const [name, factor] = [...form.terms][0]!;
    return this.atLeastZero.some(fact => {
      const own = fact.terms.get(name) ?? 0;
      const cancels = own !== 0 && Math.sign(own) === Math.sign(factor) && factor % own === 0;
      return cancels && this.provesAtLeastZero(plus(form, fact, -factor / own), steps - 1);
    });
  }
}
