// `npm run test:targets [-- TARGET…] [--only TEXT]…`: tests of the published backends that this machine's own Node can't
// load: linux-arm64, alpine-x64, alpine-arm64. Each runs on a Node of its own, another processor by emulation; what the
// emulator lacks (io_uring, ptrace, perf) is skipped with the backend's own reason and counted. A target whose Node can't
// be had is skipped as well. Last line: `N passed, N failed, N skipped`.
import './lib/root.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, UserError } from './lib/say.mjs';
import { Tally } from './lib/tally.mjs';
import { emulates, foreignTargets } from './lib/targetNode.mjs';
import { runOnTarget } from './lib/targetTests.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [] } },
});

/** Its tests mistake a kernel without io_uring or perf events, as QEMU shows, for a sandbox. */
const realKernel = 'test/native/probe.test.ts';

/** Tests of a backend in its own process and of the command line. */
const names = ['cancel', 'follow', 'hash', 'input', 'matrix', 'options', 'probe', 'strategies'];

const files = names
  .map(name => `test/native/${name}.test.ts`)
  .concat('test/package/target/commands.test.ts')
  .filter(file => values.only.length === 0 || values.only.some(text => file.includes(text)));

function filesFor(target, tally) {
  if (!emulates(target) || !files.includes(realKernel)) return files;
  tally.skipped(`${target}: ${realKernel}`, 'it asks a real kernel, and QEMU stands in for it here');
  return files.filter(file => file !== realKernel);
}

await main(async () => {
  const unknown = positionals.find(name => !foreignTargets.includes(name));
  if (unknown)
    throw new UserError({
      what: `There is no target '${unknown}' to test.`,
      why: "a target is a machine whose backend this machine's Node can't load",
      remedy: `npm run test:targets -- ${foreignTargets.join(' | ')}`,
    });
  const tally = new Tally();
  for (const target of positionals.length > 0 ? positionals : foreignTargets)
    try {
      await runOnTarget(target, filesFor(target, tally), tally);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tally.skipped(`${target}: all of its tests`, error.message.replace(/\s+/g, ' '));
    }
  tally.conclude();
});
