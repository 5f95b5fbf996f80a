// Fills dist/: one bundle per entry point. `node scripts/build.mjs [target…] [--release]`; without targets, all of them.
// --release makes them as they are published: minified, anew, and no bundle names its source map.
import './lib/root.mjs';
import { buildRelease, buildTargets, ensureBundles, targets } from './lib/bundles.mjs';
import { main, UserError } from './lib/say.mjs';

await main(async () => {
  const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'));
  const unknown = wanted.find(name => !Object.hasOwn(targets, name));
  if (unknown)
    throw new UserError({
      what: `There is no target '${unknown}'.`,
      why: 'a target is an entry point of the extension or the command line',
      remedy: `node scripts/build.mjs ${Object.keys(targets).join(' | ')}`,
    });
  if (process.argv.includes('--release')) await buildRelease('dist');
  else if (wanted.length > 0) await buildTargets(wanted);
  else await ensureBundles();
});
