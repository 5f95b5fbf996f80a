import type { Finding } from '../../model/finding';
import type { RuleInfo } from '../../model/rule';
import type { SourceFile } from '../source/sourceFile';

/** One rule. A new one is a file like this rule's, and a line in the index. */
export interface Rule extends RuleInfo {
  detect(file: SourceFile): Finding[];
}
