/**
 * A rule's level. `off`: not reported. `info`: shown, and the exit code stays 0. `warning` and `error`: shown, and lint
 * exits with 1.
 */
export const levels = ['off', 'info', 'warning', 'error'] as const;
export type Level = (typeof levels)[number];

/** Every rule's id, for code that must not load the analysis. */
export const ruleIds = ['copy-loop', 'copy-call', 'whole-file-copy', 'tidy-copy', 'server-config'] as const;
export type RuleId = (typeof ruleIds)[number];

/** A rule's documentation: its page, `iopath explain`, SARIF's help. Plain sentences; code in backquotes. */
export interface RuleDocs {
  /** What the rule reports; one sentence. */
  what: string;
  why: string;
  /** What to write in its place. */
  instead: string;
  example: { language: string; before: string; after: string };
  /** What the rule can't see, and where its advice does not hold. */
  limits: string;
}

/** A rule as reports show it. */
export interface RuleInfo {
  /** Also the name of its page, docs/rules/ID.md. */
  id: RuleId;
  /** `perf`: fewer copies or mode switches. `style`: tidier code that copies as much. `configuration`: a server's setting. */
  category: 'perf' | 'style' | 'configuration';
  /** Where neither the command line nor a project file sets another. */
  level: Level;
  docs: RuleDocs;
}
