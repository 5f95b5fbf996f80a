import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resemblanceOf, resemblanceOfFile } from '../../src/measure/resemblance';
import { verdicts } from '../../src/model/finding';
import { routes } from '../../src/model/route';

const id = (verdict: (typeof verdicts)[number], route: string, chunkBytes: number | null = 65536) =>
  resemblanceOf({ verdict, route, chunkBytes })?.scenario.id;

test('a loop is like the system that moves bytes the same way', () => {
  assert.equal(id('replaceable', 'file-to-socket'), 'kafka-consumer-fetch');
  assert.equal(id('replaceable', 'file-to-socket', 1024), 'rocketmq-consume');
  assert.equal(id('replaceable', 'file-to-file'), 'backup-file-to-file');
  assert.equal(id('replaceable', 'socket-to-file'), 'kafka-produce');
});

test('where bytes must be seen the scenario is one with a pass over them', () => {
  assert.equal(id('encrypted', 'file-to-socket'), 'tls-user-space');
  assert.equal(id('inspected', 'file-to-file'), 'search-scan');
  assert.equal(id('transformed', 'file-to-socket'), 'json-api-transform');
  assert.equal(id('transformed', 'socket-to-file'), 'stream-transform');
});

test('every verdict and route is like one that exists, or goes to memory', () => {
  for (const verdict of verdicts)
    for (const route of [...routes, 'unknown-to-unknown'])
      assert.equal(id(verdict, route, null) === undefined, verdict === 'memory-sink', `${verdict} ${route}`);
});

test('a file is like what serves files of its size', () => {
  assert.equal(resemblanceOfFile(2000, 'file-to-socket').scenario.id, 'nginx-static');
  assert.equal(resemblanceOfFile(1e9, 'file-to-socket').scenario.id, 'file-server-large');
});
