/** The report of the tests inside the extension host: without it, a run counts as failed. */
export interface HostReport {
  /** False until every test has had its turn: a host that died half-way leaves it so. */
  complete: boolean;
  tests: { name: string; outcome: 'passed' | 'failed' | 'skipped'; detail: string; ms: number }[];
}

/** Environment variable that names the report's file. */
export const reportVariable = 'IOPATH_TEST_REPORT';

/**
 * Why a run proves nothing or proves a failure; empty when it is green. VS Code reports exit 0 even when its extension
 * host has died, so the exit code alone is never believed.
 */
export function shortcomings(exitCode: number | null, report: HostReport | null): string[] {
  const failed = report?.tests.filter(({ outcome }) => outcome === 'failed').length ?? 0;
  const ran = report?.tests.filter(({ outcome }) => outcome !== 'skipped').length ?? 0;
  return [
    exitCode === null ? 'VS Code never said that the tests had ended' : null,
    exitCode ? `VS Code reported exit ${exitCode}` : null,
    report === null ? 'the tests left no report: the extension host died or never loaded them' : null,
    report && !report.complete ? `the extension host died after ${report.tests.length} tests` : null,
    report && ran === 0 ? 'no test ran' : null,
    failed > 0 ? `${failed} tests failed` : null,
  ].filter(reason => reason !== null);
}
