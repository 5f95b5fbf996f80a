// Puts real systems to the proof: `npm run study [-- NAME…] [--proofs N] [--cache FOLDER] [--untraced]`. Found, not listed:
// every test/studies/*.mjs is one. Each is started on loopback in its packaged configuration and in the variants that
// matter, and removed again; unless --untraced, one more fetch is traced. The raw results are docs/atlas/NAME.json, from
// which `npm run atlas` makes the page. Packages of Maven's are downloaded once into the cache folder, by default the
// user's own.
import './lib/root.mjs';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { main, say, UserError } from './lib/say.mjs';
import { study } from './lib/study.mjs';

const results = join('docs', 'atlas');
const names = readdirSync('test/studies')
  .filter(name => name.endsWith('.mjs'))
  .map(name => name.slice(0, -'.mjs'.length));

function proofsOf(text) {
  const proofs = Number(text);
  if (Number.isInteger(proofs) && proofs > 0) return proofs;
  throw new UserError({
    what: `--proofs ${text} is no number of proofs.`,
    why: 'at least one is made',
    remedy: 'npm run study -- --proofs 5',
  });
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      proofs: { type: 'string', default: '5' },
      cache: { type: 'string' },
      untraced: { type: 'boolean' },
    },
  });
  const proofs = proofsOf(values.proofs);
  if (values.cache) process.env.IOPATH_STUDIES_CACHE = resolve(values.cache);
  const unknownName = positionals.find(name => !names.includes(name));
  if (unknownName)
    throw new UserError({
      what: `There is no study '${unknownName}'.`,
      why: 'a study is a file of test/studies',
      remedy: `npm run study -- ${names.join(' | ')}`,
    });
  // Programs of Debian and of the usual installers: what a user installed for himself may be closed to others.
  process.env.PATH = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin:/usr/local/go/bin';
  mkdirSync(results, { recursive: true });
  for (const name of positionals.length > 0 ? positionals : names) {
    const { default: system } = await import(pathToFileURL(resolve('test/studies', `${name}.mjs`)));
    const result = await study(system, { proofs, say, traced: !values.untraced }).catch(error => ({
      why: error.message,
      failed: true,
    }));
    if ('why' in result) say(`${system.title}: not run, because ${result.why}`);
    else writeFileSync(join(results, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    // The others are run all the same.
    if (result.failed) process.exitCode = 1;
  }
});
