import type { Advice } from '../language';

/**
 * The rule a loop or a call falls under: where one call would copy as often, it is a matter of style, unless an end opened
 * another way would save the copies.
 */
export const ruleOf = (rule: string, advice: Advice | null): string =>
  advice?.reach === 'user-space' && !advice.better ? 'tidy-copy' : rule;
