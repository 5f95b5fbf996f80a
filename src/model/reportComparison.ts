import type { Comparison } from './report';

/** One thing that is not the same in two reports: a changed kernel, file or machine. */
export interface Change {
  what: 'kernel' | 'machine' | 'file' | 'filesystem' | 'conditions' | 'tool';
  before: string;
  after: string;
}

/** One transfer of two reports side by side: `ratio` is after / before of the sender's CPU time per KiB. */
export type ComparisonRow = Omit<Comparison, 'against'> & {
  /** Bytes moved in the report before; those after are `inputBytes`. */
  beforeBytes: number;
  beforeNsPerKiB: number;
  afterNsPerKiB: number;
};

/** Two reports side by side. */
export interface ReportComparison {
  rows: ComparisonRow[];
  changes: Change[];
}
