import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commands } from 'vscode';
import { test } from '../tiny/test';
import { activated, extension } from './extension';

test('activation is quick and hands out what tests need', async () => {
  const { activationMs } = await activated();
  assert.ok(activationMs >= 0);
});

test('every command of package.json is registered, and no other of ours', async () => {
  await activated();
  const declared = extension().packageJSON.contributes.commands.map(
    ({ command }: { command: string }) => command,
  );
  const registered = (await commands.getCommands(true)).filter(id => id.startsWith('ioPath.'));
  // Views bring commands of their own (`ioPath.loops.focus`), which nobody registers by hand.
  const own = registered.filter(
    id => !/\.(focus|resetViewLocation|removeView|toggleVisibility|open)$/.test(id),
  );
  for (const id of declared) assert.ok(own.includes(id), `${id} is declared and not registered`);
});

test('the addon is never loaded in the extension host', async () => {
  await activated();
  assert.doesNotMatch(readFileSync('/proc/self/maps', 'utf8'), /iopath.*\.node/);
});
