import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAddress } from '../../scripts/lib/workbench.mjs';

test('paths with spaces, percent signs, hashes and letters beyond ASCII survive the page’s address', () => {
  const path = '/home/Ünïcode dir/100 %/a#b?c';
  const vscode = { address: 'http://127.0.0.1:1', authority: '127.0.0.1:1', token: null };
  const query = new URL(pageAddress(vscode, { folder: path, open: [path], testsPath: path })).searchParams;
  assert.equal(query.get('folder'), path);
  const payload: [string, string][] = JSON.parse(query.get('payload') ?? '[]');
  assert.equal(payload.length, 2);
  for (const [, address] of payload) assert.equal(decodeURIComponent(new URL(address).pathname), path);
});
