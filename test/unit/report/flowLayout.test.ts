import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ByteFlow, layOutFlows } from '../../../src/report/flowLayout';

const flow = (from: string, to: string, bytes: number): ByteFlow => ({ from, to, bytes, inKernel: false });

test('ends stand below each other and never overlap', () => {
  const { from, to, height } = layOutFlows([flow('a', 'x', 1000), flow('a', 'y', 10), flow('b', 'y', 500)]);
  assert.deepEqual(
    from.map(({ name, bytes }) => [name, bytes]),
    [
      ['a', 1010],
      ['b', 500],
    ],
  );
  for (const ends of [from, to])
    for (const [at, end] of ends.slice(1).entries()) assert.ok(end.y >= ends[at]!.y + ends[at]!.height);
  assert.ok(height > 0);
});

test('bands lie inside their ends and are as wide as their bytes', () => {
  const { from, to, bands } = layOutFlows([flow('a', 'x', 3000), flow('b', 'x', 1000)]);
  assert.equal(bands[0]!.width / bands[1]!.width, 3);
  for (const { flow: one, fromY, toY, width } of bands) {
    const ends = [from.find(({ name }) => name === one.from)!, to.find(({ name }) => name === one.to)!];
    for (const [end, y] of [
      [ends[0]!, fromY],
      [ends[1]!, toY],
    ] as const) {
      assert.ok(y - width / 2 >= end.y - 1e-9 && y + width / 2 <= end.y + end.height + 1e-9);
    }
  }
});

test('only the largest are drawn, and of nothing nothing', () => {
  const many = Array.from({ length: 20 }, (_, at) => flow(`f${at}`, 'x', at + 1));
  assert.equal(layOutFlows(many, 5).bands.length, 5);
  assert.equal(layOutFlows(many, 5).bands[0]!.flow.from, 'f19');
  assert.deepEqual(layOutFlows([]), { from: [], to: [], bands: [], height: 0 });
});
