import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Licences whose terms the notices file meets: the text is handed on, or the author named (CC-BY, the icons). */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0', 'ISC', 'MIT'];

test('all that is published besides our own work is under a licence that its notice meets', () => {
  const notices = readFileSync('dist/third-party-notices.txt', 'utf8');
  const packages = notices
    .split(`\n\n${'-'.repeat(80)}\n\n`)
    .map(notice => /^(\S+) \S+ \(([^)]*)\)/.exec(notice.trim()));
  assert.ok(packages.length > 20, `${packages.length} packages`);
  assert.deepEqual(
    packages.filter(found => !allowed.includes(found?.[2] ?? '')).map(found => found?.[0]),
    [],
  );
});
