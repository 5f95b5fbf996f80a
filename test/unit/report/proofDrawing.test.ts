// What the drawing of a proof shows at each step, from the stretches of its queue.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteClasses, type Stretch } from '../../../src/model/proof';
import { cellLook, isFileInverted, proofSteps, queueCells } from '../../../src/report/proofDrawing';

const page = 4096;
const bytesOf = (cells: readonly { bytes: number }[]) => cells.reduce((sum, { bytes }) => sum + bytes, 0);

test('a queue is drawn page by page, in its order, and every byte has its cell', () => {
  const stretches: Stretch[] = [
    { kind: 'header', bytes: 246 },
    { kind: 'copy', bytes: 512 },
    { kind: 'reference', bytes: 2 * page + 1 },
  ];
  const { cells, cellBytes, leftBytes } = queueCells(stretches, 64);
  assert.deepEqual(cells, [
    { kind: 'header', bytes: 246 },
    { kind: 'copy', bytes: 512 },
    { kind: 'reference', bytes: page },
    { kind: 'reference', bytes: page },
    { kind: 'reference', bytes: 1 },
  ]);
  assert.deepEqual([cellBytes, leftBytes], [page, 0]);
});

test('a large queue has larger cells, whole pages each, and no more of them than asked for', () => {
  const { cells, cellBytes } = queueCells([{ kind: 'copy', bytes: 2_070_000 }], 40);
  assert.ok(cells.length <= 40 && cells.length > 20, `${cells.length} cells`);
  assert.equal(cellBytes % page, 0);
  assert.equal(bytesOf(cells), 2_070_000);
});

test('framing in small pieces is drawn from the start, and what is left out is counted', () => {
  const stretches: Stretch[] = Array.from({ length: 200 }, (_, at) => ({
    kind: at % 2 === 0 ? 'header' : 'copy',
    bytes: at % 2 === 0 ? 6 : 3 * page,
  }));
  const { cells, leftBytes } = queueCells(stretches, 50);
  assert.equal(cells.length, 50);
  assert.equal(bytesOf(cells) + leftBytes, bytesOf(stretches));
  assert.ok(leftBytes > 0);
});

test('nothing to draw is no drawing', () => {
  assert.deepEqual(queueCells([], 40), { cells: [], cellBytes: page, leftBytes: 0 });
});

test('a reference alone changes with the file, and no class is told before the second look', () => {
  assert.deepEqual(
    proofSteps.map(step => isFileInverted(step)),
    [false, true, true, false],
  );
  for (const kind of byteClasses) {
    const looks = proofSteps.map(step => cellLook(kind, step));
    assert.deepEqual(
      looks.map(({ inverted }) => inverted),
      [false, kind === 'reference', kind === 'reference', false].map((value, at) => value && at === 2),
      kind,
    );
    assert.deepEqual(
      looks.map(({ known }) => known),
      [false, false, true, true],
    );
  }
});
