import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PanelMessage, readPanelMessage } from '../../src/ui/panelProtocol';

const good: PanelMessage[] = [
  { kind: 'ready', historyId: null },
  { kind: 'ready', historyId: '2026-01-01T00:00:00Z-1' },
  { kind: 'cancel' },
  { kind: 'profileFile' },
  { kind: 'profileWorkspace' },
  { kind: 'runAgain' },
  { kind: 'runScenario', id: 'K1' },
  { kind: 'choose', choice: { name: 'chunkBytes', value: 65536 } },
  { kind: 'choose', choice: { name: 'receiver', value: null } },
  { kind: 'openReport' },
  { kind: 'exportReport', format: 'csv' },
  { kind: 'exportRedacted' },
  { kind: 'exportReport', format: 'png', data: new Uint8Array([1, 2]) },
  { kind: 'openHistory', id: 'a' },
  { kind: 'removeHistory', id: 'a' },
  { kind: 'compareHistory', before: 'a', after: 'b' },
  { kind: 'copyText', text: 'x' },
  { kind: 'revealSource', file: 'src/Copy.java', line: 12 },
  { kind: 'showDoctor' },
  { kind: 'traceCommand' },
  { kind: 'traceProcess' },
  { kind: 'traceAgain' },
  { kind: 'revealRelay', relay: 0 },
  { kind: 'fixRelay', relay: 3 },
  { kind: 'proveServer' },
  { kind: 'proveAgain' },
];

const bad: unknown[] = [
  null,
  'ready',
  {},
  { kind: 'executeCommand', command: 'workbench.action.terminal.new' },
  { kind: 'ready' },
  { kind: 'cancel', extra: 1 },
  { kind: 'choose', choice: { name: 'chunkBytes', value: 0 } },
  { kind: 'choose', choice: { name: 'chunkBytes', value: 1.5 } },
  { kind: 'choose', choice: { name: 'strategies', value: 'all' } },
  { kind: 'exportReport', format: 'exe' },
  { kind: 'exportReport', format: 'png' },
  { kind: 'exportReport', format: 'png', data: 'data:image/png;base64,' },
  { kind: 'openHistory', id: '' },
  { kind: 'openHistory', id: 'x'.repeat(300) },
  { kind: 'copyText', text: 'x'.repeat((1 << 20) + 1) },
  { kind: 'revealSource', file: 'a', line: 0 },
  { kind: 'traceCommand', line: 'rm -rf /' },
  { kind: 'revealRelay', relay: -1 },
  { kind: 'proveServer', url: 'http://example.com/', folder: '/etc' },
];

test('every message of the closed list is taken as it is', () => {
  for (const message of good) assert.deepEqual(readPanelMessage(message), message);
});

test('anything else from the panel is refused', () => {
  for (const message of bad)
    assert.equal(readPanelMessage(message), null, JSON.stringify(message)?.slice(0, 80));
});
