// The atlas as a page, from the raw results of the studies: every figure on it is one of theirs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const number = value => value.toLocaleString('en-US');
const escaped = text => text.replaceAll('|', '\\|');
const line = cells => `| ${cells.map(cell => escaped(`${cell ?? '–'}`)).join(' | ')} |`;

const heads = [
  ...['System', 'Version', 'Configuration', 'Protocol', 'Verdict', 'By reference', 'By copy'],
  ...['Commonly said', 'Outcome', 'What changes it'],
];

const cells = (system, version, row) => [
  ...[system, version, row.configuration, row.protocol, row.verdict],
  ...[number(row.bytes.reference), number(row.bytes.copy)],
  ...[row.claim?.text, row.outcome, row.change],
];

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
    studies: files.filter(name => name !== absent && name.endsWith('.json')).map(read),
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
