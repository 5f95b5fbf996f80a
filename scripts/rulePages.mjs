// Writes docs/rules/*.md from the rules' own files: `npm run rules`. A test tells where they differ.
import './lib/root.mjs';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildModule } from './lib/testBuild.mjs';

const { rulePages } = createRequire(import.meta.url)(resolve(await buildModule('test/rulePages.ts')));
const folder = join('docs', 'rules');
mkdirSync(folder, { recursive: true });
const pages = rulePages();
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
console.log(`${pages.size} pages in ${folder}`);
