import type { Finding } from '../../model/finding';
import type { RuleInfo } from '../../model/rule';
import type { Advice, LanguageFile } from '../language';

/** One rule. A new one is a file like this rule's, and a line in the index. */
export interface Rule extends RuleInfo {
  /** What it finds in source code; missing where it looks at configuration files (src/analysis/configuration). */
  detect?(file: LanguageFile): Finding[];
}

/**
 * The rule a loop or a call falls under: where one call would copy as often, it is a matter of style, unless an end opened
 * another way would save the copies.
 */
export const ruleOf = (rule: string, advice: Advice | null): string =>
  advice?.reach === 'user-space' && !advice.better ? 'tidy-copy' : rule;
