import type { Finding } from '../../model/finding';
import type { RuleInfo } from '../../model/rule';
import type { SourceFile } from '../source/sourceFile';

/** One rule. A new one is a file like this rule's, and a line in the index. */
export interface Rule extends RuleInfo {
  /** What it finds in source code; missing where it looks at configuration files (src/analysis/configuration). */
  detect?(file: SourceFile): Finding[];
}
