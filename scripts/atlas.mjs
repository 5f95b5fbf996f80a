// Writes docs/atlas.md from the raw results in docs/atlas: `npm run atlas`. A test tells where they differ.
import './lib/root.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atlasPage, readAtlas } from './lib/atlas.mjs';
import { main } from './lib/say.mjs';

await main(() => writeFileSync(join('docs', 'atlas.md'), atlasPage(readAtlas(join('docs', 'atlas')))));
