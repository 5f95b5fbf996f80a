import type { Report } from '../../model/report';
import { readReport } from '../../report/anyReport';
import type { FinishedRun } from '../../session/client';

/** What came of a run; `historyId` is null where the report could not be kept. */
export class Outcome {
  private read: Report | null = null;

  constructor(
    readonly run: FinishedRun,
    readonly historyId: string | null,
  ) {}

  /** The whole report, read from its bytes when it is first asked for: that may take milliseconds. */
  get report(): Report {
    this.read ??= readReport(this.run.report);
    return this.read;
  }
}
