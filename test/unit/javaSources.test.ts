// Where the sources are that a Java stack names.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { javaSources } from '../../src/cli/javaSources';

function treeOf(...files: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'iopath-sources-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

test('a source is found by its package below any source root', () => {
  const root = treeOf('app/src/main/java/com/acme/Copy.java', 'other/com/acme/io/Copy.java', 'Main.kt');
  const found = javaSources(new Set(['com/acme/Copy.java', 'Main.kt', 'org/Gone.java']), root);
  assert.deepEqual(
    [...found],
    [
      ['com/acme/Copy.java', join(root, 'app/src/main/java/com/acme/Copy.java')],
      ['Main.kt', join(root, 'Main.kt')],
    ],
  );
});

test('a place that two sources have, or an installed package, is not guessed', () => {
  const root = treeOf('one/a/Copy.java', 'two/a/Copy.java', 'node_modules/b/Loop.java', '.cache/b/Loop.java');
  assert.equal(javaSources(new Set(['a/Copy.java', 'b/Loop.java']), root).size, 0);
});
