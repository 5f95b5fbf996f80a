// `npm run package [-- --target T]…`: a VSIX for this platform in out/, or what the targets name: linux-x64, linux-arm64,
// alpine-x64, alpine-arm64, darwin, win32, web, universal, npm (the command line as a package), all. What can't be
// built here is left out of `all` with the reason; named by itself, it fails. `--page` writes docs/packages.md about what
// was made.
import './lib/root.mjs';
import { statSync, writeFileSync } from 'node:fs';
import { ensureRelease } from './lib/bundles.mjs';
import { parseArgs } from './lib/options.mjs';
import { packagesPage } from './lib/packagesPage.mjs';
import { main, say, UserError } from './lib/say.mjs';
import { makePackage, makeVsix, targetNames, targetsOf } from './lib/vsix.mjs';

const { values } = parseArgs({
  options: { target: { type: 'string', multiple: true, default: [] }, page: { type: 'boolean' } },
});

function report(file) {
  say(`${(statSync(file).size / 1e6).toFixed(2)} MB`);
  console.log(file);
}

await main(async () => {
  const names = values.target.flatMap(value => value.split(','));
  const unknown = names.find(name => !targetNames.includes(name));
  if (unknown !== undefined)
    throw new UserError({
      what: `There is no target '${unknown}'.`,
      why: 'a target is a platform of VS Code, the npm package, or a group of them',
      remedy: `npm run package -- --target ${targetNames.join(' | ')}`,
    });
  if (names.length === 0) return report(await makeVsix());
  const made = new Map();
  for (const target of new Set(names.flatMap(targetsOf)))
    try {
      made.set(target, await makePackage(target));
      report(made.get(target));
    } catch (error) {
      if (!(error instanceof UserError) || !names.includes('all')) throw error;
      say(`${target} is left out.\n${error.message}\n`);
    }
  if (values.page) writeFileSync('docs/packages.md', packagesPage(made, await ensureRelease()));
});
