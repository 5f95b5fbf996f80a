// Puts real systems to the proof: `npm run study [-- NAME…] [--proofs N] [--cache FOLDER] [--unmeasured]`. Found, not
// listed: every test/studies/*.mjs is one. Each is started on loopback in its packaged configuration and in the variants
// that matter, and removed again; unless --unmeasured, further fetches are traced and counted. The raw results are
// docs/atlas/NAME.json, from which `npm run atlas` makes the page; a system that can't be had here is a result with its
// reason, unless there are figures of it from elsewhere. Packages of Maven's and some of Debian's are downloaded once into
// the cache folder, by default the user's own.
import './lib/root.mjs';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';
import { study, studySchema } from './lib/study.mjs';

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
      unmeasured: { type: 'boolean' },
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
    const result = await study(system, { proofs, say, measured: !values.unmeasured }).catch(error => ({
      why: error.message,
      failed: true,
    }));
    const path = join(results, `${name}.json`);
    const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { rows: [] };
    if ('why' in result) {
      say(`${system.title}: not run, because ${result.why}`);
      if (known.rows.length > 0) say(`${system.title}: ${path} keeps the rows of ${known.date}`);
    }
    // The remaining systems still run.
    if (result.failed) process.exitCode = 1;
    // Results from another machine, which has the system, are kept.
    else if (!('why' in result)) write(path, result);
    else if (known.rows.length === 0) write(path, absent(system, result));
  }
});

/** The result of a system that cannot run here. */
function absent({ title }, { why, how = null }) {
  return { schema: studySchema, system: title, absent: { why, how }, rows: [] };
}

function write(path, result) {
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
}
