// Everything npm start, npm test and npm run package need before they can begin. Runs without dependencies, and what
// was done before is not done again.
import './lib/root.mjs';
import { spawnSync } from 'node:child_process';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Remedied, say } from './lib/say.mjs';
import { stamped } from './lib/stamp.mjs';

const sources = {
  inputs: [
    'src',
    'media',
    'l10n',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'scripts/build.mjs',
    'scripts/lib/splitBundle.mjs',
  ],
  outputs: ['dist/extension.js', 'dist/worker.js', 'dist/cli.js', 'dist/panel/panel.js'],
};

function run(script) {
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

await main(async () => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    throw new Remedied({
      what: `Node ${process.versions.node} is too old.`,
      why: 'the scripts, the command line and the tests use what came with Node 20',
      remedy: 'install Node 20 or newer (https://nodejs.org), then run the same command again',
    });
  await ensureDependencies();
  await stamped('build', sources, () => {
    say('building dist/ …');
    run('scripts/build.mjs');
  });
  if (process.platform === 'linux') run('scripts/native.mjs');
  else say('the native backend measures Linux: left out here, lenses and the textbook path work without it');
});
