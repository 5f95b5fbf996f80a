// docs/first-minutes.md: what `npm run walk -- --page` took, with the machine it was taken on.
import { cpus } from 'node:os';
import { firstFigure } from './walk.mjs';

const row = cells => `| ${cells.join(' | ')} |`;
const table = (columns, rows) =>
  [row(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(row)].join('\n');

export const seconds = ms => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const least = values => Math.min(...values);

function walkTable(walks) {
  const moments = [...new Set(walks.flatMap(({ times }) => Object.keys(times)))];
  const rows = moments.map(name => [name, ...walks.map(({ times }) => seconds(times[name]))]);
  const facts = [['clicks', ...walks.map(({ clicks }) => clicks)]];
  if (walks.some(({ activation }) => activation))
    facts.push(['activation, as VS Code shows it', ...walks.map(({ activation }) => activation ?? '–')]);
  return table(['until', ...walks.map(({ target }) => `\`${target}\``)], [...rows, ...facts]);
}

const ends = walks =>
  walks.map(({ target, end }) => `- \`${target}\`: ${end.replace(/[|*_`<>]/g, '\\$&')}`).join('\n');

const activationTable = rounds =>
  table(
    ['time', 'median', 'least'],
    ['wall', 'cpu'].map(kind => {
      const values = rounds.map(round => round[kind]);
      return [
        kind === 'cpu' ? 'CPU time' : 'wall time',
        `${median(values).toFixed(1)} ms`,
        `${least(values).toFixed(1)} ms`,
      ];
    }),
  );

/**
 * The page about the first minutes.
 * @param {object} made
 * @param {{target: string, times: Record<string, number>, clicks: number, activation?: string, end: string}[]} made.walks
 * @param {{wall: number, cpu: number}[]} made.activations of the published bundle, milliseconds
 * @param {number[]} made.load the machine's load average when it began and when it ended
 */
export function walkPage({ walks, activations, load }) {
  const [packages, clones] = [false, true].map(isClone =>
    walks.filter(({ target }) => (target === 'clone') === isClone),
  );
  const [from, to] = load.map(value => value.toFixed(1));
  return `# The first minutes

Made on ${new Date().toISOString().slice(0, 10)} by \`npm run walk -- --page\`, on ${cpus().length} × ${cpus()[0].model}. The load average was ${from} at the
start and ${to} at the end: other work on the machine makes every time longer. The aim is ${firstFigure.replace('first ', 'a first ')} within 60 seconds and 3 clicks.

## From the installation to a figure

Each package is installed into a clean VS Code, and the clock starts before that. Clicks are counted in the window: open \`FileSender.java\` in the
Explorer, *Measure* in the lens above its loop, and the file that the picker suggests.

${walkTable(packages)}

What the panel or the notification said at the end:

${ends(packages)}

## From a clone to a figure

\`git clone\`, then \`npm start\`, which installs, builds and profiles the example's data. What the caches of npm and \`~/.cache/io-path-profiler\` already
held was not fetched again.

${walkTable(clones)}

${ends(clones)}

## Activation

VS Code's own figure, in the table, is the time until the extension's code has been read and \`activate\` has returned. The same work in a process of its own,
without an editor and ${activations.length} times, from the bundles that are published; the aim is 30 ms:

${activationTable(activations)}
`;
}
