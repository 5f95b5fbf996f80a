import type { Finding, ReportedFinding } from '../model/finding';
import type { Message } from '../model/message';

/** The result of lint, which every format renders. */
export interface LintLog {
  findings: readonly ReportedFinding[];
  /** Findings that a comment keeps from being reported. */
  suppressed: readonly { finding: Finding; reason: string }[];
  /** Suppression comments that are wrong, or suppress nothing. */
  notes: readonly LintNote[];
  /** Skipped files with their reasons. */
  skipped: readonly { file: string; why: Message }[];
  /** Number of analysed source files. */
  files: number;
}

export interface LintNote {
  file: string;
  /** 1-based. */
  line: number;
  kind: 'invalid' | 'unused';
  message: Message;
}
