import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../../src/loops/cost';
import { costDetail, costTitle, measuredDetail, measuredTitle } from '../../../src/loops/lensText';
import { type Measured, Measurements } from '../../../src/loops/measured';
import { languages, textsIn } from '../../../src/messages/texts';
import { type Finding, reaches } from '../../../src/model/finding';
import { verbatim } from '../../../src/model/message';
import { strategyNames } from '../../../src/model/strategy';
import { rewrittenLoop } from '../../../src/ui/loops/rewritten';
import { english } from '../../english';

const say = english.say;

const finding: Finding = {
  file: 'A.java',
  language: 'java',
  rule: 'copy-loop',
  startLine: 2,
  endLine: 3,
  route: 'file-to-socket',
  chunkBytes: 8192,
  verdict: 'replaceable',
  reach: 'kernel',
  message: verbatim(''),
  instead: 'FileChannel.transferTo',
  fix: null,
};

test('a lens says what the loop copies and what the call instead would', () => {
  assert.equal(costTitle(finding, english), '2 copies → 0 with FileChannel.transferTo');
});

test('a lens is whole: a long call is shortened to its last part', () => {
  const better = 'FileChannel.transferTo(SocketChannel)';
  const title = (instead: string) => costTitle({ ...finding, instead, reach: 'depends' }, english);
  assert.equal(
    title('java.nio.channels.FileChannel.transferTo(SocketChannel)'),
    '2 copies → perhaps 0 with transferTo(SocketChannel)',
  );
  assert.equal(
    costTitle({ ...finding, reach: 'user-space', instead: 'InputStream.transferTo', better }, english),
    `2 copies → 0 with ${better}`,
  );
  for (const instead of [
    'x'.repeat(80),
    `${'a.'.repeat(40)}b`,
    'std::filesystem::copy_file',
    'io::copy on the files',
  ])
    assert.ok(title(instead).length <= 60, title(instead));
});

test('a lens is whole in every language', () => {
  const calls = ['FileChannel.transferTo(SocketChannel)', 'std::filesystem::copy_file', 'socket.sendfile'];
  const routes = ['file-to-socket', 'file-to-file', 'unknown-to-unknown'];
  for (const texts of languages.map(textsIn)) {
    const costs = calls.flatMap(instead =>
      reaches.flatMap(reach => routes.map(route => costTitle({ ...finding, instead, reach, route }, texts))),
    );
    const after = strategyNames.map(strategy => texts.say(measuredTitle({ ...measured, strategy })));
    for (const title of [...costs, ...after]) assert.ok(title.length <= 60, `${texts.language}: ${title}`);
  }
});

test('a call that copies as much is not praised; a runtime without a better one is told so', () => {
  const java = { ...finding, reach: 'user-space' as const, instead: 'InputStream.transferTo' };
  assert.equal(costTitle(java, english), 'InputStream.transferTo copies as much');
  const node = { ...java, language: 'javascript' as const, instead: 'stream.pipeline' };
  assert.equal(costTitle(node, english), 'No zero-copy call in Node');
});

test('what can not be seen is not promised', () => {
  assert.match(costTitle({ ...finding, reach: 'depends' }, english), /→ perhaps 0/);
  assert.match(costTitle({ ...finding, route: 'unknown-to-unknown' }, english), /→ fewer/);
  assert.equal(costTitle({ ...finding, instead: null }, english), '2 copies per byte');
});

test('the hover has the details', () => {
  assert.equal(say(costDetail(finding)), '2 CPU copies per byte, 4 mode switches per 8 KiB');
  assert.match(say(costDetail({ ...finding, chunkBytes: null })), /per chunk$/);
});

test('into a file the page cache still copies once, or not at all', () => {
  assert.deepEqual(costOf({ ...finding, route: 'file-to-file' }).instead, { copies: 1, atMost: true });
});

const measured: Measured = {
  strategy: 'sendfile',
  ratio: 0.41,
  low: 0.38,
  high: 0.44,
  verdict: 'cheaper',
  chunkBytes: 8192,
  historyId: null,
};

test('a measured lens is as short; its interval is in the hover', () => {
  assert.equal(say(measuredTitle(measured)), 'Measured: sendfile −59 % CPU');
  assert.equal(
    say(measuredTitle({ ...measured, ratio: 1.2, verdict: 'costlier' })),
    'Measured: sendfile +20 % CPU',
  );
  assert.equal(
    say(measuredTitle({ ...measured, verdict: 'no measurable difference' })),
    'Measured: sendfile is no cheaper',
  );
  const few = { ...measured, low: null, high: null, verdict: 'too few rounds' as const };
  assert.equal(say(measuredTitle(few)), 'Measured: too few rounds');
  assert.equal(
    say(measuredDetail(measured)),
    'Measured at 8 KiB: sendfile takes 0.41× the CPU time of read+write (0.38× to 0.44×)',
  );
});

test('an edit inside a loop clears its measurement, one outside does not', () => {
  const memory = new Map<string, unknown>();
  const storage = {
    get: (key: string) => memory.get(key),
    update: async (key: string, value: unknown) => void memory.set(key, value),
  };
  const measurements = new Measurements(storage);
  const loop = { uri: 'file:///A.java', finding, text: 'while (x) { y(); }' };
  measurements.set(loop, measured);
  assert.equal(measurements.get(loop), measured);
  assert.equal(measurements.get({ ...loop, text: 'while (x) { z(); }' }), null);
  assert.equal(measurements.get({ ...loop, uri: 'file:///B.java' }), null);
  assert.equal(measurements.get({ ...loop, finding: { ...finding, chunkBytes: 1 } }), null);
  assert.deepEqual(new Measurements(storage).get(loop), measured, 'a new window knows it');
  const stored = JSON.stringify([...memory.values()][0]).replace('cheaper', 'dearer');
  memory.set([...memory.keys()][0]!, JSON.parse(stored));
  assert.equal(
    new Measurements(storage).get(loop)?.verdict,
    'costlier',
    'an older name of the verdict is read',
  );
  memory.set([...memory.keys()][0]!, [['x', { ratio: 'much' }]]);
  assert.equal(new Measurements(storage).get(loop), null, 'what no longer fits is dropped');
});

test('the rewritten loop holds the edits on its lines, outdented, and no other', () => {
  const text = 'import x;\n  while (a)\n    b();\nend\n';
  const start = text.indexOf('while');
  const end = text.indexOf('\nend');
  const edits = [
    { start: 0, end: 0, text: 'import y;\n' },
    { start, end, text: 'c();\n  d();' },
  ];
  const fix = { title: verbatim('Use c'), edits, applicability: 'safe' as const, caveats: [] };
  assert.equal(rewrittenLoop(text, { ...finding, fix }), 'c();\nd();');
  assert.equal(rewrittenLoop(text, finding), null);
});
