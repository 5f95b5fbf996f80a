// Runs the benchmarks: `npm run bench [-- NAME…] [--part PART]… [--directory FOLDER]`; some are made of parts. They print
// ratios with their spread; they neither pass nor fail, because times depend on the machine. Benchmarks are found by
// their names: every test/bench/*.bench.mjs is one.
import './lib/root.mjs';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';

const suffix = '.bench.mjs';
const names = readdirSync('test/bench')
  .filter(name => name.endsWith(suffix))
  .map(name => name.slice(0, -suffix.length));

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { directory: { type: 'string' }, part: { type: 'string', multiple: true } },
  });
  const unknownName = positionals.find(name => !names.includes(name));
  if (unknownName)
    throw new UserError({
      what: `There is no benchmark '${unknownName}'.`,
      why: 'a benchmark is a file of test/bench',
      remedy: `npm run bench -- ${names.join(' | ')}`,
    });
  for (const name of positionals.length > 0 ? positionals : names) {
    const bench = await import(pathToFileURL(resolve('test/bench', name + suffix)));
    say(`\n${name}: ${bench.about}`);
    await bench.default({ directory: values.directory, parts: values.part, say: line => console.log(line) });
  }
});
