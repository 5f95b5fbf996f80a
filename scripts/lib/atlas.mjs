// The atlas as a page, from the raw results of the studies: every figure on it is one of theirs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { between } from './claimsTable.mjs';

const number = value => value.toLocaleString('en-US');
const escaped = text => text.replaceAll('|', '\\|');
const line = cells => `| ${cells.map(cell => escaped(`${cell ?? '–'}`)).join(' | ')} |`;

const heads = [
  ...['System', 'Version', 'Configuration', 'Protocol', 'Verdict', 'By reference', 'By copy'],
  ...['What moved the body', 'Copies per byte', 'CPU ms per MiB', 'Context switches per MiB'],
  ...['Mode switches per MiB', 'Best: ours', 'Commonly said', 'Outcome', 'What changes it'],
];

const cells = (system, version, row) => [
  ...[system, version, row.configuration, row.protocol, row.unproved ? 'not proved' : row.verdict],
  ...[number(row.bytes.reference), number(row.bytes.copy)],
  ...[movedCell(row), copiesCell(row), ...costCells(row.cost)],
  ...[row.claim?.text, row.outcome, row.change],
];

const absentCells = ({ system, absent }) => [
  ...[system, null, `not run here: ${absent.why}`, null, 'not run'],
  ...Array.from({ length: heads.length - 5 }, () => null),
];

const sumOf = (parts, value) => parts.reduce((sum, part) => sum + value(part), 0);

/** The atlas in the short form that the panel shows: src/report/atlasRows.json. */
export const atlasRows = ({ studies, absent }) =>
  [...studies, ...absent]
    .sort((one, other) => (one.study < other.study ? -1 : 1))
    .map(({ study, system, version = null, absent: { why = null } = {}, rows }) => ({
      ...{ study, system, version, absent: why },
      rows: rows.map(panelRow),
    }));

const panelRow = row => ({
  configuration: row.configuration,
  protocol: row.protocol,
  verdict: row.verdict,
  change: row.change,
  bytes: { reference: row.bytes.reference, copy: row.bytes.copy },
  moved: movedParts(row),
  cost: panelCost(row.cost),
  claim: row.claim?.text ?? null,
  outcome: row.outcome,
});

function panelCost(cost) {
  if (!cost || 'why' in cost) return null;
  const { best } = cost;
  return { ...perMiB(cost), best: best && { strategy: best.strategy, ...perMiB(best) } };
}

const perMiB = ({ bytes, cpuNs, contextSwitches, systemCalls }) => {
  const per = (value, digits) => Number(((value * (1 << 20)) / bytes).toFixed(digits));
  return {
    cpuNs: per(cpuNs, 0),
    contextSwitches: per(contextSwitches, 1),
    modeSwitches: per(2 * systemCalls, 1),
  };
};

/**
 * What a trace of one fetch showed: loops with their reads and writes, and calls. Where it saw no loop, as from a mapping or
 * through TLS, calls that were counted: those that have the kernel move bytes, then the most frequent.
 */
function movedParts({ moved, cost }) {
  const seen = [
    ...(moved?.loops ?? []).map(({ function: name, line, reads, writes }) => ({
      ...{ name: [name, line && `(${line})`].filter(Boolean).join(' ') || null, reads, writes },
    })),
    ...(moved?.calls ?? []).map(({ syscall, calls }) => ({ name: syscall, calls })),
  ];
  return seen.length > 0 ? seen : countedParts(cost);
}

const countedParts = cost =>
  Object.entries(cost?.calls ?? {})
    .map(([name, count]) => ({ name, counted: Math.round(count / cost.fetches) }))
    .filter(({ counted }) => counted > 0)
    .sort((one, other) => isKernelMove(other) - isKernelMove(one) || other.counted - one.counted)
    .slice(0, 3);

/** Calls that have the kernel move a body: one of them may move it whole, so they stand first however few. */
const isKernelMove = ({ name }) => ['sendfile', 'splice', 'tee', 'vmsplice'].includes(name);

function partText({ name, reads, writes, calls, counted }) {
  if (calls !== undefined) return `${name}: ${number(calls)}`;
  if (counted !== undefined) return `${name} ${number(counted)}`;
  return `${name ?? 'a loop'}: ${number(reads)} reads, ${number(writes)} writes`;
}

function movedCell(row) {
  const parts = movedParts(row);
  if (parts.length === 0) return null;
  const isCounted = parts[0].counted !== undefined;
  return isCounted ? `counted a fetch: ${parts.map(partText).join(', ')}` : parts.map(partText).join('; ');
}

/** Copies of a loop's bytes; without one, what the proof observed of the last leg. */
function copiesCell({ moved, verdict }) {
  const parts = [...(moved?.loops ?? []), ...(moved?.calls ?? [])];
  if (parts.length === 0) return { reference: '0', copy: '1 or more' }[verdict] ?? null;
  const copied = sumOf(moved.loops, loop => loop.copiedBytes);
  return number(Math.round((copied / sumOf(parts, ({ bytes }) => bytes)) * 10) / 10);
}

/** Three figures for a MiB: what the system's processes needed, and the best of our own senders. */
function figures(cost) {
  const { cpuNs, contextSwitches, modeSwitches } = perMiB(cost);
  return [(cpuNs / 1e6).toFixed(2), contextSwitches.toFixed(1), modeSwitches.toFixed(1)];
}

function costCells(cost) {
  if (!cost || 'why' in cost) return [null, null, null, null];
  const { best } = cost;
  return [...figures(cost), best && `${best.strategy}: ${figures(best).join(' / ')}`];
}

const runsOf = ({ runs }) =>
  Object.entries(runs)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');

function rowText(row) {
  const lines = [row.server, row.prove, row.client].filter(Boolean).map(command => `  ${command}`);
  const missing = [
    ['Not traced', row.moved],
    ['Not measured', row.cost],
  ].flatMap(([what, value]) => (value && 'why' in value ? [`${what}: ${value.why}`] : []));
  const proof = row.unproved ?? `${runsOf(row)} (${row.because}), ${row.filesystem}`;
  const facts = [`- ${row.configuration}: ${proof}`, ...missing].join('. ');
  return lines.length > 0 ? `${facts}\n\n  \`\`\`sh\n${lines.join('\n')}\n  \`\`\`` : facts;
}

const section = ({ system, rows, kernel, date }) =>
  `### ${system}\n\n${kernel}, ${date}\n\n${rows.map(rowText).join('\n')}`;

/** The studies of a folder, by file name. Those that could not be run have no rows, but the reason. */
export function readAtlas(folder) {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  const studies = files.sort().map(name => ({
    study: name.replace('.json', ''),
    ...JSON.parse(readFileSync(join(folder, name), 'utf8')),
  }));
  return {
    studies: studies.filter(({ rows }) => rows.length > 0),
    absent: studies.filter(({ rows }) => rows.length === 0),
  };
}

/** The page of these results. */
export function atlasPage({ studies, absent }) {
  const rows = studies.flatMap(({ system, version, rows }) => rows.map(row => cells(system, version, row)));
  const failed = studies.flatMap(({ rows }) => rows).filter(({ outcome }) => outcome === 'fails');
  return `# Atlas: who sends without copying

Made by \`npm run atlas\` from the raw results in docs/atlas, which \`npm run study\` writes. Each row is a real system on
loopback, started as an ordinary user wherever it serves one, and put to the proof by \`iopath prove\`: while its answer
waits in the queues, the file is changed in place. Bytes that change with it are references to the page cache; bytes that
do not are copies. TLS hides which is which: undecided. The bytes are those of one proof's queues.

What moved the body comes from another fetch, under \`iopath trace\`: loops of the server's own with the function that
writes, and calls that had the kernel move the bytes, such as sendfile. A trace sees no loop where the server sends from a
mapping, from memory that was filled before, or what it has encrypted: then calls that the kernel counted. Copies are
those that such a loop makes; without a loop, what the proof observed of the last leg.

The cost is that of all processes of the system, for further fetches: CPU time, context switches and mode switches (two
for each system call) as the kernel counts them (\`perf stat\`). Beside it our own cheapest sender of a file of that size on
the same filesystem, measured once a system (\`iopath profile --strategy sendfile,splice --chunk 1MiB\`): CPU ms, context
switches and mode switches per MiB. A Java system's figure includes its compiler and its garbage collector. Times, context
switches and, less so, system calls depend on what else the machine does; whether bytes go by reference or by copy does not.

${rows.length} rows; what is commonly said fails in ${failed.length} of them. ${absent.length} more could not be run.

${[heads, heads.map(() => '---'), ...rows, ...absent.map(absentCells)].map(line).join('\n')}

## How each row was made

SERVED and FOLDER stand for a new folder, PORT and RELAY for free ports; the configuration files and the Java programs
are in test/studies. The last command of a row with a relay is the client that fetched through it. A store that sends
only files of its own format is filled and stopped, and the scratch file takes the place of one of its files, with the
same content (\`--content\`).

${studies.map(section).join('\n\n')}

### Not run here

${absent.map(({ system, absent: { why, how } }) => `- ${system}: ${[why, how].filter(Boolean).join(' ')}`).join('\n')}
`;
}

const [begin, end] = ['<!-- atlas: made by `npm run atlas` from docs/atlas -->', '<!-- /atlas -->'];

/** What the README shows: rows that contradict what is commonly said, with the packaged or the promising setting. */
export const surprises = [
  ['Apache', 'default'],
  ['Samba', 'sendfile'],
  ['MariaDB', 'binlog'],
  ['RocketMQ', 'heap'],
  ['Icecast', 'fileserve'],
];

/** The README with its rows of the atlas replaced; throws where it has no place for them or a row is not there. */
export function withSurprises(page, { studies }) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${begin} and ${end}.`);
  const rows = surprises.map(([system, variant]) => {
    const study = studies.find(one => one.system === system);
    const row = study?.rows.find(one => one.variant === variant);
    if (!row) throw new Error(`docs/atlas has no row ${variant} of ${system}.`);
    return [
      ...[`${system} ${study.version}`, row.configuration, row.claim?.text, row.verdict],
      ...[`${number(row.bytes.copy)} of ${number(row.bytes.copy + row.bytes.reference)}`, row.change],
    ];
  });
  const titles = ['System', 'Configuration', 'Commonly said', 'Observed', 'Bytes copied', 'What changes it'];
  const table = [titles, titles.map(() => '---'), ...rows].map(line).join('\n');
  const shown = studies.filter(({ system }) => surprises.some(([name]) => name === system));
  const when = `Observed ${between(shown.map(({ date }) => date))} with ${shown[0].kernel}.`;
  return `${page.slice(0, from + begin.length)}\n${table}\n\n${when}\n${page.slice(to)}`;
}
