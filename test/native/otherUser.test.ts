import assert from 'node:assert/strict';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratchFolder } from './engine';
import { noOtherUser, reachableCopy } from './otherUser';

const folder = scratchFolder();
const modeOf = (path: string): number => statSync(path).mode & 0o7777;

test('a closed folder is refused and keeps its mode', t => {
  const reason = noOtherUser(folder);
  if (reason) return t.skip(reason);
  const closed = mkdtempSync(join(folder, 'closed-'));
  assert.match(noOtherUser(closed) || '', /can not read .*closed-/);
  const file = join(folder, 'file');
  writeFileSync(file, 'data');
  reachableCopy(file, closed);
  assert.equal(modeOf(closed), 0o700);
});
