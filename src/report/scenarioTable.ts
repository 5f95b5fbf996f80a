import type { ScenarioResult } from '../model/report';
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
        `${title}: ${result.because} ${result.consequence ?? ''}`.trim(),
      ),
    },
  ];
}
