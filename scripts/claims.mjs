// Writes the README's table of claims: `npm run claims` from the reports in docs/reports, `npm run claims -- --measure`
// after a new run of every scenario (19 runs of ten seconds and more, on an idle machine).
import './lib/root.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { claimsTable, withTable } from './lib/claimsTable.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';

const folder = 'docs/reports';

function scenarios(...args) {
  const command = ['dist/cli.js', 'scenarios', ...args, '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return JSON.parse(stdout);
  throw new UserError({
    what: `The scenarios ended with ${status}.`,
    why: 'a run broke or was cancelled; its message stands above',
    remedy: 'mend that, then run the command again',
  });
}

function measure() {
  mkdirSync(folder, { recursive: true });
  for (const report of scenarios('--run').reports)
    writeFileSync(join(folder, `${report.scenario.id}.json`), `${JSON.stringify(report)}\n`);
}

function readReports() {
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [];
  if (names.length > 0) return names.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  throw new UserError({
    what: `There are no reports in ${folder}.`,
    why: 'the table is made of them',
    remedy: 'npm run claims -- --measure',
  });
}

/** The English wording of the product's messages. */
async function englishWording() {
  const options = { entryPoints: ['src/messages/texts.ts'], bundle: true, format: 'esm', write: false };
  const { outputFiles } = await build(options);
  const module = Buffer.from(outputFiles[0].contents).toString('base64');
  const { textsIn } = await import(`data:text/javascript;base64,${module}`);
  return textsIn('en').say;
}

await main(async () => {
  const { values } = parseArgs({ options: { measure: { type: 'boolean' } } });
  if (values.measure) measure();
  const titles = new Map(scenarios().scenarios.map(({ id, title }) => [id, title]));
  const table = claimsTable(readReports(), titles, await englishWording());
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8'), table));
  say(`README.md: ${table.split('\n').length - 4} claims`);
});
