// Everything npm start, npm test and npm run package need before they can begin: `node scripts/setup.mjs
// [--backend optional|required]`. Runs without dependencies, and what was done before is not done again.
//   --backend optional    goes on when the native backend cannot be built, whatever the reason
//   --backend required    stops where Linux has no compiler; without the option it prints the reason and goes on
import './lib/root.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';

const { values } = parseArgs({ options: { backend: { type: 'string' } } });

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  throw new UserError({
    what: `Node ${process.versions.node} is too old.`,
    why: 'the scripts, the command line and the tests use what came with Node 20',
    remedy: 'install Node 20 or newer (https://nodejs.org), then run the same command again',
  });
}

async function ensureBackend() {
  const { BackendMissing, buildBackend } = await import('./lib/backend.mjs');
  try {
    await buildBackend();
  } catch (error) {
    const bearable = values.backend === 'optional' ? UserError : BackendMissing;
    const isRequired = values.backend === 'required' && process.platform === 'linux';
    if (isRequired || !(error instanceof bearable)) throw error;
    say(`\n${error.message}\n`);
  }
}

await main(async () => {
  checkNode();
  await ensureDependencies();
  // Imported here, because they import dependencies that were just installed.
  const { ensureBundles } = await import('./lib/bundles.mjs');
  await ensureBundles();
  await ensureBackend();
  // First, because the backend's build writes the table of strategies, a source of the bundles.
  await ensureBundles();
});
