// Writes src/model/strategyTable.ts: the backend's facts about each strategy, for code that runs without the backend.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const file = 'src/model/strategyTable.ts';

/**
 * Writes the table of the addon at `path` when it has changed: this alone adds a new strategy to TypeScript.
 * Another process loads the addon. Nothing is written where the model's sources are missing.
 */
export function writeStrategyTable(path) {
  if (!existsSync(dirname(file))) return;
  const script = 'console.log(JSON.stringify(require(process.argv[1]).strategies()))';
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, resolve(path)], { encoding: 'utf8' });
  if (!stdout) throw new Error(`The table of strategies could not be read: ${stderr}`);
  const text = sourceOf(JSON.parse(stdout));
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

const head = `// Written by the build from native/strategies: a strategy is changed there.

/** What each strategy can do, in the order in which they are shown. */
export const strategyTable = [
`;

export const sourceOf = strategies => `${head}${strategies.map(rowOf).join('')}] as const;\n`;

const rowOf = row =>
  `  {\n${Object.entries(row)
    .map(([key, value]) => `    ${key}: ${literal(value)},\n`)
    .join('')}  },\n`;

/** Formatted as the formatter would. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${literal(inner)}`)
    .join(', ')} }`;
}
