// `npm run walk [-- TARGET…]`: installs published packages into a clean VS Code each, walks from the installation to the
// first measured figure with the mouse alone, as a person would, and prints what it took. Without targets: linux-x64,
// universal and web. Pictures go to out/walk. Figures of time belong to the machine they were taken on.
import './lib/root.mjs';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { main, say } from './lib/say.mjs';
import { buildModule } from './lib/testBuild.mjs';
import { makePackage } from './lib/vsix.mjs';
import { walk } from './lib/walk.mjs';

const pictures = join('out', 'walk');
const targets = process.argv.length > 2 ? process.argv.slice(2) : ['linux-x64', 'universal', 'web'];

const seconds = ms => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

await main(async () => {
  const { makeWorkspace } = createRequire(import.meta.url)(
    resolve(await buildModule('test/vscode/workspace.ts')),
  );
  mkdirSync(pictures, { recursive: true });
  const rows = [];
  for (const target of targets) {
    const vsix = resolve(await makePackage(target));
    const workspace = makeWorkspace();
    say(`walking through ${vsix} …`);
    const picture = name => join(pictures, `${target}-${name}.png`);
    try {
      rows.push({
        target,
        ...(await walk({ vsix, folder: workspace.folder, picture, isWeb: target === 'web' })),
      });
    } finally {
      workspace.remove();
    }
  }
  for (const { target, times, clicks, activation, end } of rows) {
    console.log(`${target}: ${end}`);
    for (const [what, ms] of Object.entries(times)) console.log(`  ${what.padEnd(28)} ${seconds(ms)}`);
    console.log(`  ${'clicks'.padEnd(28)} ${clicks}`);
    console.log(`  ${'activation, by the host'.padEnd(28)} ${activation}`);
  }
});
