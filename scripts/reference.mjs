// Writes what comes from the code: `npm run reference` fills docs/rules and docs/reference, and the tables of languages and
// rules that are read without the analysis. A test tells where they differ.
import './lib/root.mjs';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildModule } from './lib/testBuild.mjs';

const { writtenPages, writtenTables } = createRequire(import.meta.url)(
  resolve(await buildModule('test/reference/pages.ts')),
);
for (const [file, make] of Object.entries(writtenTables)) writeFileSync(file, make());
for (const [name, make] of Object.entries(writtenPages)) {
  const folder = join('docs', name);
  mkdirSync(folder, { recursive: true });
  const pages = await make();
  for (const file of readdirSync(folder, { withFileTypes: true }))
    if (file.isFile() && !pages.has(file.name)) rmSync(join(folder, file.name));
  for (const [file, text] of pages) writeFileSync(join(folder, file), text);
  console.log(`${pages.size} pages in ${folder}`);
}
