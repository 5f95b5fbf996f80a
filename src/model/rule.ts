import table from './rules.json';

/**
 * A rule's level. `off`: not reported. `info`: shown, and the exit code stays 0. `warning` and `error`: shown, and lint
 * exits with 1.
 */
export const levels = ['off', 'info', 'warning', 'error'] as const;
export type Level = (typeof levels)[number];

/** Every rule's id, for code that must not load the analysis; `npm run reference` writes the table from the rules' files. */
export type RuleId = keyof typeof table;
export const ruleIds = Object.keys(table) as RuleId[];

/** A rule as reports show it. */
export interface RuleInfo {
  /** Also the name of its page, docs/rules/ID.md. */
  id: RuleId;
  /** `perf`: fewer copies or mode switches. `style`: tidier code that copies as much. `configuration`: a server's setting. */
  category: 'perf' | 'style' | 'configuration';
  /** Where neither the command line nor a project file sets another. */
  level: Level;
  /** Code that it reports, and the same written otherwise. What the rule is about stands in the catalogue: `rule.ID.what`. */
  example: { language: string; before: string; after: string };
}
