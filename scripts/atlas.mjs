// Writes docs/atlas.md, the README's rows of it and the panel's from the raw results in docs/atlas: `npm run atlas`. A test
// tells where they differ.
import './lib/root.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atlasPage, atlasRows, readAtlas, withSurprises } from './lib/atlas.mjs';
import { main } from './lib/say.mjs';

await main(() => {
  const atlas = readAtlas(join('docs', 'atlas'));
  writeFileSync(join('docs', 'atlas.md'), atlasPage(atlas));
  writeFileSync(join('src', 'report', 'atlasRows.json'), `${JSON.stringify(atlasRows(atlas), null, 2)}\n`);
  writeFileSync('README.md', withSurprises(readFileSync('README.md', 'utf8'), atlas));
});
