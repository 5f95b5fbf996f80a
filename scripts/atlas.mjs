// `npm run atlas`: writes docs/atlas.md, its rows in the README and those of the panel from the raw results in docs/atlas.
// A test fails where they differ.
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
