// The aliasing experiment: it tells references from copies, agrees with every rule of src/measure/copies or shows where
// it does not, and leaves nothing behind.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { Observed } from '../../src/model/observation';
import { agreementOn, hopText, type Path, pathsOf } from './agreement';
import { loadAddon, scratchFolder, writeNoise } from './engine';
import { onFilesystem, recipes } from './mounted';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const input = writeNoise(folder, 'input', 1 << 20);

/** sendfile between files goes through a pipe inside the call, which nobody can look into; the whole of it is observed. */
const insideOneCall = (path: Path, from: string, to: string) =>
  path.strategy === 'sendfile' &&
  path.route === 'file-to-file' &&
  `${from} ${to}` === 'page-cache pipe-buffer';

const shows = ({ segments }: Observed, from: string, to: string) =>
  segments.find(segment => segment.from === from && segment.to === to)?.shows;

async function everyRuleOn(directory: string, t: TestContext): Promise<void> {
  const path = writeNoise(directory, 'input', 1 << 20);
  const here = addon.probe(directory);
  const paths = pathsOf(here);
  assert.ok(paths.length > 30, 'the walk found the paths');
  for (const one of paths) {
    const { observed, hops, against, open } = await agreementOn(
      addon,
      here,
      { input: path, folder: directory },
      one,
    );
    const what = `${one.strategy} ${one.route} ${one.socket}: ${JSON.stringify(observed)}`;
    assert.equal(observed.failure, null, what);
    assert.ok(hops.length > 0, what);
    const undecided = open.filter(({ from, to }) => !insideOneCall(one, from, to));
    assert.deepEqual(undecided.map(hopText), [], what);
    for (const hop of against)
      t.diagnostic(`${one.strategy} ${one.route}: ${hopText(hop)}, rule ${hop.ruleBy}`);
    assert.deepEqual(against.map(hopText), [], what);
  }
}

test('every rule is confirmed by the experiment, hop by hop', t => everyRuleOn(folder, t));

for (const type of Object.keys(recipes))
  test(`every rule is confirmed by the experiment on ${type}`, t =>
    onFilesystem(type, t, directory => everyRuleOn(directory, t)));

test('a direct write that btrfs takes through its pages is seen, though the pages are gone afterwards', t =>
  onFilesystem('btrfs', t, async directory => {
    const { segments } = addon.observe({
      ...{ strategy: 'direct-io', route: 'file-to-file', socket: 'tcp', directory },
    });
    const written = segments.find(({ to }) => to === 'destination-disk')!;
    // Older kernels let the device fetch the bytes; then no page that was held before shows them.
    assert.equal(written.means, written.shows === 'copy' ? 'flip' : 'mincore');
    assert.equal(shows({ segments, failure: null, tookNs: 0 }, 'disk', 'user-buffer'), 'bypass');
  }));

test('the same call has the other answer where the kernel copies: sendfile into a datagram socket', () => {
  const question = { strategy: 'sendfile', route: 'file-to-socket', directory: folder } as const;
  const stream = addon.observe({ ...question, socket: 'unix' });
  const datagram = addon.observe({ ...question, socket: 'unix-datagram' });
  assert.equal(shows(stream, 'page-cache', 'socket-buffer'), 'reference');
  assert.equal(shows(datagram, 'page-cache', 'socket-buffer'), 'copy');
});

test('every byte of a verdict was looked at', () => {
  const { segments } = addon.observe({
    strategy: 'splice',
    route: 'file-to-socket',
    socket: 'tcp',
    directory: folder,
  });
  const whole = segments.find(({ to }) => to === 'socket-buffer')!;
  assert.deepEqual([whole.referenceBytes, whole.copiedBytes], [65536, 0]);
});

test('the receiver that drops what comes is seen to have no memory, and the one that keeps it to copy', () => {
  const question = { strategy: 'sendfile', route: 'file-to-socket', directory: folder } as const;
  assert.equal(
    shows(addon.observe({ ...question, socket: 'tcp' }), 'socket-buffer', 'receiver'),
    'discarded',
  );
  assert.equal(shows(addon.observe({ ...question, socket: 'unix' }), 'socket-buffer', 'receiver'), 'copy');
});

test('what the kernel refuses is a failure with its errno, and no verdict', () => {
  const { failure, segments } = addon.observe({
    strategy: 'msg-zerocopy',
    route: 'file-to-socket',
    socket: 'unix',
    directory: folder,
  });
  assert.deepEqual([failure?.code, failure?.syscall], ['EOPNOTSUPP', 'setsockopt']);
  assert.ok(segments.every(({ from }) => from !== 'page-cache'));
  const nowhere = addon.observe({
    strategy: 'sendfile',
    route: 'file-to-pipe',
    socket: 'tcp',
    directory: `${folder}/nowhere`,
  });
  assert.equal(nowhere.failure?.code, 'ENOENT');
  assert.match(nowhere.failure?.path ?? '', /nowhere/);
});

test('a question that makes no sense is a TypeError that names the field', () => {
  const question = {
    strategy: 'sendfile',
    route: 'file-to-socket',
    socket: 'tcp',
    directory: folder,
  } as const;
  assert.throws(
    () => addon.observe({ ...question, strategy: 'teleport' as never }),
    /no strategy 'teleport'/,
  );
  assert.throws(() => addon.observe({ ...question, socket: 'udp' as never }), /no socket 'udp'/);
});

test('the experiment leaves no descriptor and no file, and does not touch the input', () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  for (const path of pathsOf(probe)) addon.observe({ ...path, directory: folder });
  assert.equal(open(), before);
  assert.deepEqual(readdirSync(folder), ['input']);
  assert.ok(input.startsWith(folder));
});
