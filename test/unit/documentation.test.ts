// The pages: those written from the code are what the code says now, and every link of a page leads somewhere.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { writtenPages, writtenTables } from '../reference/pages';

for (const [name, make] of Object.entries(writtenPages))
  test(`docs/${name} is as \`npm run reference\` writes it`, async () => {
    const folder = join('docs', name);
    const made = await make();
    const files = readdirSync(folder, { withFileTypes: true }).flatMap(one => (one.isFile() ? one.name : []));
    assert.deepEqual(files.sort(), [...made.keys()].sort());
    for (const [file, content] of made)
      assert.equal(readFileSync(join(folder, file), 'utf8'), content, `${file}: run npm run reference`);
  });

for (const [file, make] of Object.entries(writtenTables))
  test(`${file} is as \`npm run reference\` writes it`, () =>
    assert.equal(readFileSync(file, 'utf8'), make(), `${file}: run npm run reference`));

const pages = ['.', 'docs', 'docs/rules', 'docs/reference', 'native', 'examples/workspace'].flatMap(folder =>
  readdirSync(folder).flatMap(name => (name.endsWith('.md') ? [join(folder, name)] : [])),
);

/** A page without its blocks of code. */
const text = (page: string) => readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** A page without any code, where brackets and parentheses are no links. */
const prose = (page: string) => text(page).replace(/`[^`\n]*`/g, code => code.replace(/[[\]()]/g, ' '));

/** Anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string) =>
  [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Targets of a page's links and pictures: a page that is no address, and an anchor. */
function linksOf(page: string): { file: string; anchor: string | undefined }[] {
  const targets = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets
    .filter(target => !/^[a-z]+:/.test(target))
    .map(target => {
      const [path, anchor] = target.split('#');
      return { file: path ? normalize(join(dirname(page), path)) : page, anchor };
    });
}

test('every link of a page leads to a file that is there, and to a heading of it', () => {
  const all = pages.flatMap(page => linksOf(page).map(link => ({ page, ...link })));
  assert.ok(all.length > 40, `${all.length} links`);
  const dead = all.filter(({ file, anchor }) => {
    if (!existsSync(file)) return true;
    if (anchor === undefined || statSync(file).isDirectory()) return false;
    return !anchorsOf(file).includes(anchor);
  });
  assert.deepEqual(
    dead.map(({ page, file, anchor }) => `${page}: ${file}#${anchor ?? ''}`),
    [],
  );
});

test('every page in docs is reached from the README', () => {
  const seen = new Set<string>();
  const visit = (page: string) => {
    if (seen.has(page) || !page.endsWith('.md')) return;
    seen.add(page);
    for (const { file } of linksOf(page)) if (existsSync(file)) visit(file);
  };
  visit('README.md');
  assert.deepEqual(
    pages.filter(page => page.startsWith('docs') && !seen.has(page)),
    [],
  );
});
