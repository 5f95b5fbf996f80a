// The README's table of claims, made from raw reports in docs/reports.
const begin = '<!-- claims: made by `npm run claims` from docs/reports -->';
const end = '<!-- /claims -->';

const escaped = text => text.replace(/[\\|_*]/g, '\\$&');

const row = cells => `| ${cells.join(' | ')} |`;

/**
 * One line for each report's claim, in the order of `titles` (scenario id → title). Reports of no scenario are left out.
 * `say` renders a message.
 */
export function claimsTable(reports, titles, say) {
  const worded = message => (message ? say(message) : '–');
  const byId = new Map(reports.flatMap(report => (report.scenario ? [[report.scenario.id, report]] : [])));
  const known = [...titles].filter(([id]) => byId.has(id));
  const lines = known.map(([id, title]) => {
    const { claim, textbook, measured, verdict } = byId.get(id).scenario;
    return row([...[title, claim, textbook, measured].map(worded), verdict.replace('-', ' ')].map(escaped));
  });
  const shown = known.map(([id]) => byId.get(id));
  return [
    row(['Scenario', 'Claim', 'Textbook', 'Measured', 'Verdict']),
    row(Array(5).fill('---')),
    ...lines,
    '',
    shown.length > 0 ? measuredOn(shown) : '',
  ].join('\n');
}

/** Days such as 2026-01-31 in words: `on 2026-01-31`, or `from … to …`. */
export function between(days) {
  const sorted = [...days].sort();
  return sorted[0] === sorted.at(-1) ? `on ${sorted[0]}` : `from ${sorted[0]} to ${sorted.at(-1)}`;
}

function measuredOn(reports) {
  const when = between(reports.map(({ createdAt }) => createdAt.slice(0, 10)));
  const { kernel, cpus, cpuModel, filesystem } = reports[0].machine;
  return `Measured ${when} with ${kernel}, ${cpus} × ${cpuModel}, ${filesystem.type}; the raw reports are in docs/reports.`;
}

/** The page with its table replaced; throws where the page has no place for one. */
export function withTable(page, table) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`;
}
