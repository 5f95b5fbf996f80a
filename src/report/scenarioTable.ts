import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Message } from '../model/message';
import type { Report, ScenarioResult } from '../model/report';
import type { Block } from './blocks';

export interface ScenarioRow {
  title: Message;
  result: ScenarioResult;
}

/** Every claim beside the textbook and the measurement: the table that all scenarios together come to. */
export function scenarioTable(rows: readonly ScenarioRow[], legend: string, { say }: Texts): Block[] {
  const heads = [
    message('column.scenario'),
    message('column.claim'),
    message('column.textbook'),
    message('column.measured'),
    message('column.verdict'),
  ];
  const none = message('measured.none');
  return [
    {
      kind: 'table',
      title: say(message('claims.table')),
      columns: heads.map(head => ({ title: say(head), align: 'left' })),
      rows: rows.map(({ title, result: { claim, textbook, measured, verdict } }) =>
        [title, claim, textbook ?? none, measured ?? none, message(`verdict.${verdict}`)].map(say),
      ),
      legend,
    },
    { kind: 'list', title: say(message('claims.why')), items: rows.map(row => say(whyOf(row))) },
  ];
}

function whyOf({ title, result: { because, consequence, source } }: ScenarioRow): Message {
  return consequence
    ? message('claims.item', { title, because, consequence, source })
    : message('claims.item-plain', { title, because, source });
}

/** The table of a row of scenario reports of one machine; `titles` are the scenarios' by their ids. */
export function scenarioTableOf(
  reports: readonly Report[],
  titles: ReadonlyMap<string, Message>,
  texts: Texts = textsIn('en'),
): Block[] {
  const rows = reports.flatMap(({ scenario }): ScenarioRow[] => {
    const title = scenario && titles.get(scenario.id);
    return title ? [{ title, result: scenario }] : [];
  });
  const machine = reports[0]?.machine;
  return scenarioTable(rows, machine ? texts.say(legendOf(machine)) : '', texts);
}

const legendOf = ({ kernel, cpus, cpuModel: model, filesystem }: Report['machine']) =>
  message('claims.legend', { kernel, cpus, model, filesystem: filesystem.type });

export interface ScenarioEntry {
  id: string;
  title: Message;
  claim: Message;
  source: Message;
}

/** The scenarios to choose from, each with the claim it puts to the test. */
export function scenarioBlocks(scenarios: readonly ScenarioEntry[], { say }: Texts = textsIn('en')): Block[] {
  const heading = say(message('scenarios.title'));
  if (scenarios.length === 0)
    return [{ kind: 'callout', title: heading, text: say(message('scenarios.none')) }];
  return [
    { kind: 'heading', text: heading },
    ...scenarios.map(
      ({ id, title, claim, source }): Block => ({
        kind: 'callout',
        title: say(message('scenarios.item', { id, title })),
        text: say(message('claim.text', { claim, source })),
      }),
    ),
  ];
}
