// `npm run walk [-- TARGET… | clone] [--page]`: installs published packages into a clean VS Code each, walks from the
// installation to the first measured figure with the mouse alone, as a person would, and prints what it took. `clone`
// walks from a clone of the last commit through `npm start`. Without targets: linux-x64, universal, web and clone.
// Pictures go to out/walk. `--page` writes docs/first-minutes.md. Figures of time belong to the machine they were taken on.
import './lib/root.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { activation } from '../test/bench/activation.mjs';
import { ensureRelease } from './lib/bundles.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, say } from './lib/say.mjs';
import { buildModule } from './lib/testBuild.mjs';
import { makePackage } from './lib/vsix.mjs';
import { walk } from './lib/walk.mjs';
import { walkClone } from './lib/walkClone.mjs';
import { seconds, walkPage } from './lib/walkPage.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { page: { type: 'boolean' } },
});
const pictures = join('out', 'walk');
const targets = positionals.length > 0 ? positionals : ['linux-x64', 'universal', 'web', 'clone'];
const activationRounds = 15;

async function walkPackage(target, picture) {
  const { makeWorkspace } = createRequire(import.meta.url)(
    resolve(await buildModule('test/vscode/workspace.ts')),
  );
  const vsix = resolve(await makePackage(target));
  const workspace = makeWorkspace();
  try {
    return await walk({ vsix, folder: workspace.folder, picture, isWeb: target === 'web' });
  } finally {
    workspace.remove();
  }
}

function tell({ target, times, clicks, activation = '–', end }) {
  console.log(`${target}: ${end}`);
  for (const [what, ms] of Object.entries(times)) console.log(`  ${what.padEnd(36)} ${seconds(ms)}`);
  console.log(`  ${'clicks'.padEnd(36)} ${clicks}`);
  console.log(`  ${'activation, by the host'.padEnd(36)} ${activation}`);
}

await main(async () => {
  const [before] = loadavg();
  mkdirSync(pictures, { recursive: true });
  const walks = [];
  for (const target of targets) {
    say(`walking: ${target} …`);
    const picture = name => join(pictures, `${target}-${name}.png`);
    const made = await (target === 'clone' ? walkClone({ picture }) : walkPackage(target, picture));
    walks.push({ target, ...made, end: made.end.replace(/\s+/g, ' ') });
    tell(walks.at(-1));
  }
  if (!values.page) return;
  const bundle = join(await ensureRelease(), 'extension.js');
  const activations = Array.from({ length: activationRounds }, () => activation(bundle));
  writeFileSync('docs/first-minutes.md', walkPage({ walks, activations, load: [before, loadavg()[0]] }));
  console.log('docs/first-minutes.md');
});
