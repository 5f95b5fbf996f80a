import type { Report, ScenarioResult } from '../model/report';
import type { Block } from './document';

export interface ScenarioRow {
  title: string;
  result: ScenarioResult;
}

/** Every claim beside the textbook and the measurement: the table that all scenarios together come to. */
export function scenarioTable(rows: readonly ScenarioRow[], legend: string): Block[] {
  const left = (title: string) => ({ title, align: 'left' as const });
  return [
    {
      kind: 'table',
      title: 'Claim by claim',
      columns: ['Scenario', 'Claim', 'Textbook', 'Measured', 'Verdict'].map(left),
      rows: rows.map(({ title, result }) => [
        title,
        result.claim,
        result.textbook ?? '–',
        result.measured ?? '–',
        result.verdict,
      ]),
      legend,
    },
    {
      kind: 'list',
      title: 'Why, and what to do',
      items: rows.map(({ title, result }) =>
        [`${title}: ${result.because}`, result.consequence ?? '', `Claimed by: ${result.source}`]
          .filter(part => part !== '')
          .join(' '),
      ),
    },
  ];
}

/** The table of a row of scenario reports of one machine; `titles` are the scenarios' by their ids. */
export function scenarioTableOf(reports: readonly Report[], titles: ReadonlyMap<string, string>): Block[] {
  const rows = reports.flatMap(({ scenario }): ScenarioRow[] => {
    const title = scenario && titles.get(scenario.id);
    return title ? [{ title, result: scenario }] : [];
  });
  const machine = reports[0]?.machine;
  const legend = machine
    ? `Ratios with their 95 % intervals, on ${machine.kernel}, ${machine.cpus} × ${machine.cpuModel}, ${machine.filesystem.type}; loopback, the receiver polls on a core of its own.`
    : '';
  return scenarioTable(rows, legend);
}
