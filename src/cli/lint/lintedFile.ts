import type { Linted } from '../../analysis/lint';
import type { Fingerprinted } from './fingerprints';

/** What one file gave. */
export interface LintedFile extends Omit<Linted, 'findings'> {
  findings: Fingerprinted[];
}

/** A file that was not looked at, and why. */
export const excluded = (why: string): LintedFile => ({
  findings: [],
  suppressed: [],
  notes: [],
  skipped: why,
});
