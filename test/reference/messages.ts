import { en } from '../../src/messages/en';
import { code, escaped, table } from './table';

const texts: Readonly<Record<string, string>> = en;
const said = (id: string) => escaped(texts[id] ?? '');

/** Ids that end so, without the ending, in the order of the catalogue. */
const endingIn = (end: string) =>
  Object.keys(texts).flatMap(id => (id.endsWith(end) ? [id.slice(0, -end.length)] : []));

/** Each message that says what to do: problems, warnings, and reasons why something can't be had. */
export function messagesPage(): string {
  const remedied = endingIn('.remedy');
  const problems = remedied.filter(id => id in texts);
  const reasons = endingIn('.why').filter(id => !(id in texts));
  const shared = remedied.filter(id => !(id in texts) && !(`${id}.why` in texts));
  const intro =
    'What a person is told, by the id that JSON carries. Words in braces are replaced by values. Where a reason has no remedy of its own, a shared one is given: another route, another strategy.';
  const parts = [
    '# Messages and what to do about them',
    intro,
    '## Problems and warnings',
    table(
      ['id', 'what', 'why', 'what to do'],
      problems.map(id => [code(id), said(id), said(`${id}.why`), said(`${id}.remedy`)]),
    ),
    '## Why something is not available here',
    table(
      ['code', 'why', 'what to do'],
      reasons.map(id => [code(id), said(`${id}.why`), said(`${id}.remedy`)]),
    ),
    '## Shared remedies',
    table(
      ['id', 'what to do'],
      shared.map(id => [code(`${id}.remedy`), said(`${id}.remedy`)]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
