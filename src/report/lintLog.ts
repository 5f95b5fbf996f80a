import type { Finding, ReportedFinding } from '../model/finding';
import type { Message } from '../model/message';

/** What lint found, as every format of it renders it. */
export interface LintLog {
  findings: readonly ReportedFinding[];
  /** Findings that a comment keeps from being reported. */
  suppressed: readonly { finding: Finding; reason: string }[];
  /** Suppression comments that are wrong, or suppress nothing. */
  notes: readonly LintNote[];
  /** Files that were left out, with why. */
  skipped: readonly { file: string; why: Message }[];
  /** Source files looked at. */
  files: number;
}

export interface LintNote {
  file: string;
  /** 1-based. */
  line: number;
  kind: 'invalid' | 'unused';
  message: Message;
}
