// `npm run test:desktop`: the extension host's tests once more, in desktop VS Code as @vscode/test-electron downloads it,
// on the lowest supported version and on stable. Needs the network, and on Linux a display (xvfb-run gives one).
import './lib/root.mjs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { main, say, UserError } from './lib/say.mjs';
import { Tally } from './lib/tally.mjs';
import { buildModule } from './lib/testBuild.mjs';

function demandDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  throw new UserError({
    what: 'Desktop VS Code cannot open a window here.',
    why: 'neither DISPLAY nor WAYLAND_DISPLAY is set',
    remedy: 'xvfb-run -a npm run test:desktop',
  });
}

function count(tally, version, { reasons, report }) {
  for (const { name, outcome, detail } of report?.tests ?? []) {
    if (outcome === 'passed') tally.passed();
    else if (outcome === 'skipped') tally.skipped(`${version}: ${name}`, detail);
    else tally.failed(`${version}: ${name}`, detail);
  }
  if (reasons.length > 0) tally.failed(`${version}: the run`, reasons.join('\n'));
}

await main(async () => {
  demandDisplay();
  const require = createRequire(import.meta.url);
  const { versions, runInDesktop } = require(resolve(await buildModule('test/vscode/desktop.ts')));
  const tally = new Tally();
  for (const version of versions()) {
    say(`desktop VS Code ${version} …`);
    const outcome = await runInDesktop(version).catch(error => {
      throw new UserError({
        what: `Desktop VS Code ${version} did not run.`,
        why: String(error?.message ?? error),
        remedy:
          'check that update.code.visualstudio.com can be reached; npm test runs the same tests without it',
      });
    });
    count(tally, version, outcome);
  }
  tally.conclude();
});
