import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hop } from '../../src/model/report';
import { drawPath, scaleOf } from '../../src/report/pathDrawing';
import { leastWidth } from '../../src/report/pathGeometry';
import { columnsOf } from '../../src/report/pathGraph';
import type { PathInput, SvgNode } from '../../src/report/pathParts';
import type { PathWords } from '../../src/report/pathWords';
import { gib, hop, mmapWrite, readWrite, sendfile, splice, zeroCopySend } from './panelReports';

const words: PathWords = {
  lane: { user: 'User space', kernel: 'Kernel', device: 'Devices' },
  stage: {
    disk: 'Disk',
    'page-cache': 'Page cache',
    'user-buffer': 'User buffer',
    'pipe-buffer': 'Pipe buffer',
    'socket-buffer': 'Socket buffer',
    nic: 'Network card',
    receiver: 'Receiver',
    'destination-page-cache': 'Page cache of the copy',
    'destination-disk': 'Disk of the copy',
  },
  mover: { cpu: 'CPU copy', dma: 'DMA copy', reference: 'Reference', discarded: 'Discarded' },
  evidence: {
    counted: 'counted',
    kernel: 'kernel',
    observed: 'observed',
    sampled: 'sampled',
    model: 'model',
  },
  expected: mover => `rule: ${mover}`,
  bytes: value => `${value} B`,
  modeSwitches: value => `${value} switches`,
  notRead: 'not read',
};

function input(hops: Hop[], more: Partial<PathInput> = {}): PathInput {
  return { hops, switchesPerMiB: 100, inputBytes: gib, cachedBytes: 0, ...more };
}

function draw(one: PathInput, width = 900, together: PathInput[] = [one]): SvgNode {
  return drawPath(one, scaleOf(together), words, width);
}

function all(node: SvgNode, found: (node: SvgNode) => boolean): SvgNode[] {
  const children = node.children.flatMap(child => (typeof child === 'string' ? [] : all(child, found)));
  return found(node) ? [node, ...children] : children;
}

const classed = (name: string) => (node: SvgNode) =>
  String(node.attributes.class ?? '')
    .split(' ')
    .includes(name);
const text = (node: SvgNode): string =>
  node.children.map(child => (typeof child === 'string' ? child : text(child))).join(' ');

test('the loop goes up to user space and down again', () => {
  const columns = columnsOf(readWrite.copies);
  assert.deepEqual(
    [...columns],
    [
      ['page-cache', 0],
      ['user-buffer', 1],
      ['socket-buffer', 2],
      ['receiver', 3],
    ],
  );
});

test('a device stands under the stage it feeds, and one route keeps its places beside another', () => {
  const cold = columnsOf([
    hop('disk', 'page-cache', 'dma', 'kernel'),
    ...sendfile.copies,
    ...readWrite.copies,
  ]);
  assert.equal(cold.get('disk'), cold.get('page-cache'));
  assert.equal(cold.get('socket-buffer'), 2);
});

test('every strategy is one arrow for each hop, by its own mover, with its bytes and evidence', () => {
  for (const { copies, strategy } of [readWrite, mmapWrite, sendfile, splice, zeroCopySend]) {
    const arrows = all(draw(input(copies)), classed('hop'));
    assert.equal(arrows.length, copies.length, strategy);
    for (const [index, { by, bytes, evidence }] of copies.entries()) {
      assert.ok(classed(`mover-${by}`)(arrows[index]!), strategy);
      assert.match(text(arrows[index]!), new RegExp(`${bytes} B · ${evidence}`));
    }
  }
});

test('other routes are drawn from their hops too', () => {
  const routes: Hop[][] = [
    [
      hop('page-cache', 'user-buffer', 'cpu', 'counted'),
      hop('user-buffer', 'destination-page-cache', 'cpu', 'counted'),
      hop('destination-page-cache', 'destination-disk', 'dma', 'kernel'),
    ],
    [hop('disk', 'destination-disk', 'reference', 'kernel')],
    [
      hop('socket-buffer', 'pipe-buffer', 'reference', 'model'),
      hop('pipe-buffer', 'destination-page-cache', 'cpu', 'model'),
    ],
    [hop('disk', 'user-buffer', 'dma', 'kernel'), hop('user-buffer', 'socket-buffer', 'cpu', 'counted')],
  ];
  for (const hops of routes) {
    const drawing = draw(input(hops));
    assert.equal(all(drawing, classed('hop')).length, hops.length);
    const stages = new Set(hops.flatMap(({ from, to }) => [from, to]));
    assert.equal(all(drawing, classed('stage')).length, stages.size);
  }
});

test('no two stages of a drawing cover one another, wide or narrow', () => {
  const chain = [
    hop('page-cache', 'user-buffer', 'reference', 'model'),
    hop('user-buffer', 'pipe-buffer', 'reference', 'model'),
    hop('pipe-buffer', 'socket-buffer', 'reference', 'model'),
    hop('socket-buffer', 'receiver', 'reference', 'model'),
  ];
  for (const hops of [readWrite.copies, splice.copies, chain]) {
    for (const width of [280, 500, leastWidth(5), 1600]) {
      const boxes = all(
        draw(input(hops, { cachedBytes: gib }), width),
        node => node.tag === 'rect' && 'rx' in node.attributes,
      );
      for (const [index, { attributes: a }] of boxes.entries()) {
        assert.ok(Number(a.x) >= 0 && Number(a.x) + Number(a.width) <= width + 0.5, `inside ${width}`);
        for (const { attributes: b } of boxes.slice(index + 1)) {
          const apart =
            Math.abs(Number(a.x) - Number(b.x)) >= Number(a.width) ||
            Math.abs(Number(a.y) - Number(b.y)) >= Math.min(Number(a.height), Number(b.height));
          assert.ok(apart, `boxes overlap at ${width}`);
        }
      }
    }
  }
});

test('no label of a narrow drawing covers another', () => {
  const disk = hop('disk', 'page-cache', 'dma', 'kernel');
  const card = hop('socket-buffer', 'nic', 'dma', 'model');
  // A line of a label: right or left of its place, as high as its 12 px font.
  const linesOf = (label: SvgNode) =>
    label.children.map((line, index) => {
      const width = text(line as SvgNode).length * 6.4;
      const x = Number(label.attributes.x) - (label.attributes['text-anchor'] === 'end' ? width : 0);
      return { label, left: x, right: x + width, y: Number(label.attributes.y) + 15 * index };
    });
  const toCard = (copies: Hop[]) => input([disk, ...copies.filter(({ to }) => to !== 'receiver'), card]);
  const short = { ...words, bytes: () => '16 MiB' };
  for (const strategy of [readWrite, mmapWrite, sendfile, splice]) {
    const one = toCard(strategy.copies);
    const scale = scaleOf([toCard(readWrite.copies), one]);
    for (const width of [280, 306, 360]) {
      const lines = all(drawPath(one, scale, short, width), classed('hop-label')).flatMap(linesOf);
      for (const one of lines)
        for (const other of lines) {
          if (one.label === other.label) continue;
          const beside = one.right <= other.left || other.right <= one.left;
          assert.ok(beside || Math.abs(one.y - other.y) >= 12, `${strategy.strategy} at ${width}`);
        }
    }
  }
});

test('the name of the devices stands below their boxes, where no arrow ends', () => {
  const whole = input([...sendfile.copies, hop('socket-buffer', 'nic', 'dma', 'model')]);
  for (const width of [460, 900]) {
    const drawing = draw(whole, width, [whole]);
    const name = all(drawing, classed('lane-name')).find(one => one.children[0] === 'Devices')!;
    const bottoms = all(drawing, classed('stage')).flatMap(({ children }) =>
      (children as SvgNode[])
        .filter(({ tag }) => tag === 'rect')
        .map(({ attributes: { y, height } }) => Number(y) + Number(height)),
    );
    assert.ok(Number(name.attributes.y) - 11 >= Math.max(...bottoms), `at ${width}`);
  }
});

test('width follows bytes, at one scale for drawings side by side', () => {
  const whole = input(sendfile.copies);
  const half = input([hop('page-cache', 'socket-buffer', 'cpu', 'counted', gib / 2)]);
  const shaft = (one: PathInput) =>
    Number(all(draw(one, 900, [whole, half]), classed('shaft'))[0]!.attributes['stroke-width']);
  assert.equal(shaft(half), shaft(whole) / 2);
});

test('a drawing is at most 300 px high, wide or narrow', () => {
  const disk = hop('disk', 'page-cache', 'dma', 'kernel');
  for (const { copies } of [readWrite, mmapWrite, sendfile, splice])
    for (const width of [130, 300, leastWidth(4), 1400])
      assert.ok(Number(draw(input([disk, ...copies]), width).attributes.height) <= 300, String(width));
});

test('discarded bytes end at the border in a cross, and their receiver is a ghost', () => {
  for (const width of [130, 900]) {
    const drawing = draw(input(sendfile.copies), width);
    assert.equal(all(drawing, classed('cross')).length, 1);
    assert.ok(classed('ghost')(all(drawing, classed('stage-receiver'))[0]!));
    assert.equal(all(drawing, classed('head')).length, 1, 'only the reference has a head');
  }
});

test('a narrow drawing is a chain: each stage once, in the order of the way', () => {
  const boxes = all(draw(input(splice.copies), 130), classed('stage'));
  assert.deepEqual(
    boxes.map(box => text(box).trim()),
    ['Page cache', 'Pipe buffer', 'Socket buffer', 'Receiver'],
  );
});

test('cached bytes pass the disk by; a cold run reads it', () => {
  const warm = draw(input(sendfile.copies, { cachedBytes: gib }));
  const passed = (drawing: SvgNode) =>
    all(drawing, classed('ghost')).filter(box => text(box).includes('Disk')).length;
  assert.equal(passed(warm), 1);
  const cold = draw(input([hop('disk', 'page-cache', 'dma', 'kernel'), ...sendfile.copies]));
  assert.equal(passed(cold), 0);
  assert.equal(all(cold, classed('stage-disk')).length, 1);
});

test('two hops between the same stages lie side by side', () => {
  const split = [
    hop('page-cache', 'socket-buffer', 'cpu', 'kernel', gib / 4),
    hop('page-cache', 'socket-buffer', 'reference', 'kernel', (3 * gib) / 4),
  ];
  const [one, two] = all(draw(input(split)), classed('shaft'));
  assert.notEqual(one!.attributes.d, two!.attributes.d);
});

test('a cycle, as no true report has, ends too', () => {
  const cycle = [
    hop('page-cache', 'user-buffer', 'cpu', 'model'),
    hop('user-buffer', 'page-cache', 'cpu', 'model'),
  ];
  assert.equal(all(draw(input(cycle)), classed('hop')).length, 2);
  assert.equal(all(draw(input([])), classed('hop')).length, 0);
});
