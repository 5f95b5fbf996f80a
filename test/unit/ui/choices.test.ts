import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import type { RunChoices } from '../../../src/ui/panelProtocol';
import { Choices } from '../../../src/ui/run/choices';

function memento(kept?: unknown): Memento {
  const values = new Map<string, unknown>(kept === undefined ? [] : [['ioPath.choices', kept]]);
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key) as never,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

const settings = (receiver: RunChoices['receiver']) => (): RunChoices => ({
  route: 'file-to-socket',
  cache: 'warm',
  receiver,
  chunkBytes: 65536,
  sweep: null,
});

test('a choice is kept, and what was not chosen follows the settings', async () => {
  const memory = memento();
  await new Choices(memory, settings('poll')).choose({ name: 'route', value: 'file-to-file' });
  const { route, receiver } = new Choices(memory, settings('block')).now;
  assert.deepEqual([route, receiver], ['file-to-file', 'block']);
});

test('what another version kept and no longer fits is dropped', () => {
  assert.equal(new Choices(memento({ route: 'file-to-moon' }), settings(null)).now.route, 'file-to-socket');
});
