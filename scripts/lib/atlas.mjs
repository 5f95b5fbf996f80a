// The atlas as a page, from the raw results of the studies: every figure on it is one of theirs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const number = value => value.toLocaleString('en-US');
const escaped = text => text.replaceAll('|', '\\|');
const line = cells => `| ${cells.map(cell => escaped(`${cell ?? '–'}`)).join(' | ')} |`;

const heads = [
  ...['System', 'Version', 'Configuration', 'Protocol', 'Verdict', 'By reference', 'By copy'],
  ...['What moved the body', 'Copies per byte', 'Mode switches per MiB'],
  ...['Commonly said', 'Outcome', 'What changes it'],
];

const cells = (system, version, row) => [
  ...[system, version, row.configuration, row.protocol, row.verdict],
  ...[number(row.bytes.reference), number(row.bytes.copy)],
  ...movedCells(row.moved),
  ...[row.claim?.text, row.outcome, row.change],
];

const sumOf = (parts, value) => parts.reduce((sum, part) => sum + value(part), 0);

/** The atlas without its raw figures, as the panel shows it: src/report/atlasRows.json. */
export const atlasRows = ({ studies }) =>
  studies.map(({ study, system, version, rows }) => ({
    ...{ study, system, version },
    rows: rows.map(({ configuration, protocol, verdict, change }) => ({
      configuration,
      protocol,
      verdict,
      change,
    })),
  }));

/** What a trace of one fetch showed, and, where a loop of the server's moved the bytes, what the best call would need. */
function movedCells(moved) {
  const parts = moved ? [...moved.loops, ...moved.calls] : [];
  if (parts.length === 0) return [null, null, null];
  const bytes = sumOf(parts, part => part.bytes);
  const per = (value, unit) => number(Math.round((value / bytes) * unit * 10) / 10);
  const names = [
    ...moved.loops.map(
      loop => `${loop.function ?? 'a loop'}: ${number(loop.reads)} reads, ${number(loop.writes)} writes`,
    ),
    ...moved.calls.map(({ syscall, calls }) => `${syscall}: ${number(calls)}`),
  ];
  const switches =
    sumOf(moved.loops, loop => loop.modeSwitches) + sumOf(moved.calls, ({ calls }) => 2 * calls);
  const best = moved.loops
    .filter(loop => loop.best)
    .map(loop => `${loop.best.strategy}: ${per(loop.best.modeSwitches, 1 << 20)}`);
  return [
    names.join('; '),
    per(
      sumOf(moved.loops, loop => loop.copiedBytes),
      1,
    ),
    `${per(switches, 1 << 20)}${best.length > 0 ? ` (${best.join(', ')})` : ''}`,
  ];
}

const runsOf = ({ runs }) =>
  Object.entries(runs)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');

function section({ system, rows, kernel, date }) {
  const commands = rows.map(row => {
    const lines = [row.server, row.prove, row.client].filter(Boolean).map(command => `  ${command}`);
    const facts = `- ${row.configuration}: ${runsOf(row)} (${row.because}), ${row.filesystem}`;
    return `${facts}\n\n  \`\`\`sh\n${lines.join('\n')}\n  \`\`\``;
  });
  return `### ${system}\n\n${kernel}, ${date}\n\n${commands.join('\n')}`;
}

/** The studies of a folder, by file name, and the list of what was not run. */
export function readAtlas(folder) {
  const files = readdirSync(folder).sort();
  const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const absent = 'not-run.json';
  return {
    studies: files
      .filter(name => name !== absent && name.endsWith('.json'))
      .map(name => ({ study: name.replace('.json', ''), ...read(name) })),
    notRun: files.includes(absent) ? read(absent).systems : [],
  };
}

/** The page of these results. */
export function atlasPage({ studies, notRun }) {
  const rows = studies.flatMap(({ system, version, rows }) => rows.map(row => cells(system, version, row)));
  const failed = studies.flatMap(({ rows }) => rows).filter(({ outcome }) => outcome === 'fails');
  return `# Atlas: who sends without copying

Made by \`npm run atlas\` from the raw results in docs/atlas, which \`npm run study\` writes. Each row is a real system on
loopback, started as an ordinary user, and put to the proof by \`iopath prove\`: while its answer waits in the queues, the
file is changed in place. Bytes that change with it are references to the page cache; bytes that do not are copies. TLS
hides which is which: undecided. The bytes are those of one proof's queues.

What moved the body comes from another fetch, under \`iopath trace\`: loops of the server's own with the function that
writes, and calls that had the kernel move the bytes. Copies are those that such a loop makes. In brackets: the mode
switches of the best call in place of the loop (a model). Rows without it were not traced, or send from a mapping or from
memory that was filled before.

${rows.length} rows; what is commonly said fails in ${failed.length} of them.

${[heads, heads.map(() => '---'), ...rows].map(line).join('\n')}

## Not run here

${notRun.map(({ system, because, how }) => `- ${system}: ${because} ${how}`).join('\n')}

## How each row was made

SERVED and FOLDER stand for a new folder, PORT and RELAY for free ports; the configuration files and the Java programs
are in test/studies. The last command of a row with a relay is the client that fetched through it. A store that sends
only files of its own format is filled and stopped, and the scratch file takes the place of one of its files, with the
same content (\`--content\`).

${studies.map(section).join('\n\n')}
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
  return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`;
}
