import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildSplit } from '../../scripts/lib/splitBundle.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath-split-'));
after(() => rmSync(place, { recursive: true, force: true }));

const sources = {
  'entry.ts': `import { count } from './both';
    import { own } from './own';
    export const start = () => [count(), own];
    export const first = async () => (await import('./first')).first();
    export const second = async () => (await import('./second')).second();`,
  'own.ts': `export const own = 'entry';`,
  'both.ts': `import { deep } from './deep'; let calls = deep; export const count = () => ++calls;`,
  'deep.ts': `export const deep = 10;`,
  'first.ts': `import { count } from './both'; import { rest } from './rest'; export const first = () => [count(), rest];`,
  'second.ts': `import { deep } from './deep'; import { rest } from './rest'; export const second = () => [deep, rest];`,
  'rest.ts': `export const rest = 'later';`,
};

/** What a file of the bundle reads as it is read itself. */
const readWith = (file: string) =>
  [...readFileSync(join(place, 'out', file), 'utf8').matchAll(/^var \w+ = require\("\.\/([^"]+)"\)/gm)].map(
    ([, name]) => name!,
  );

test('what the start reads is one file, each part shares it, and the rest comes with import()', async () => {
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(place, name), text);
  await buildSplit({
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    entryPoints: { entry: join(place, 'entry.ts') },
    outdir: join(place, 'out'),
  });
  const start = readWith('entry.js');
  assert.equal(start.length, 1, `${start}`);
  assert.deepEqual(readWith(start[0]!), []);
  const bundle = createRequire(join(place, 'out', 'entry.js'))('./entry.js');
  assert.deepEqual(bundle.start(), [11, 'entry']);
  assert.deepEqual(await bundle.first(), [12, 'later'], 'one copy of a module holds its state');
  assert.deepEqual(await bundle.second(), [10, 'later']);
  const parts = readdirSync(join(place, 'out')).filter(name => name.endsWith('.js'));
  for (const name of parts.filter(part => part !== start[0]))
    assert.doesNotMatch(readFileSync(join(place, 'out', name), 'utf8'), /deep = 10/, name);
});
