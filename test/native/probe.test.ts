// The probe tries everything on the folder it is given, says why not in words, and leaves nothing behind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as v from 'valibot';
import { type Probe, probeSchema } from '../../src/model/probe';
import { routes } from '../../src/model/route';
import { type StrategyName, strategyNames } from '../../src/model/strategy';
import { probeOf } from '../../src/worker/nativeAddon';
import { said } from '../english';
import { until } from '../until';
import { addonPath, loadAddon, meantFor, scratchFolder } from './engine';

const addon = loadAddon();
const folder = scratchFolder();

test('every strategy has a row for every route, as the schema wants it', () => {
  const probe = v.parse(probeSchema, addon.probe(folder));
  assert.deepEqual(Object.keys(probe.strategies).sort(), [...strategyNames].sort());
  for (const name of strategyNames) assert.deepEqual(Object.keys(probe.strategies[name]!), [...routes]);
  assert.deepEqual(Object.keys(probe.evidence).sort(), [
    'counted',
    'hardware-counters',
    'kernel',
    'observed',
    'sampled',
    'tracepoints',
  ]);
});

test('each absence has a sentence for why and one for what to do', () => {
  const { strategies, evidence } = addon.probe(folder);
  const rows = [
    ...strategyNames.flatMap(name => Object.values(strategies[name])),
    ...Object.values(evidence),
  ];
  for (const row of rows) {
    if (row.available) continue;
    for (const text of [row.why, row.remedy]) assert.match(said(text), /^.{20,}\.$/s, said(text));
  }
});

test('routes a strategy is not meant for are absent, with the reason', () => {
  const { strategies } = addon.probe(folder);
  for (const route of routes)
    for (const name of strategyNames) {
      const row = strategies[name][route];
      if (meantFor[route].includes(name)) continue;
      assert.ok(
        !row.available && said(row.why).includes('has nothing to do on this route'),
        `${name} ${route}`,
      );
    }
});

test('what every Linux has works', () => {
  const { strategies, evidence } = addon.probe(folder);
  for (const name of ['read-write', 'mmap-write', 'sendfile', 'splice'] as const)
    assert.deepEqual(strategies[name]['file-to-socket'], { available: true }, name);
  assert.deepEqual(evidence.counted, { available: true });
  assert.deepEqual(evidence.observed, { available: true });
});

test('it leaves no file, descriptor or thread behind', () => {
  const descriptors = () => readdirSync('/proc/self/fd').length;
  addon.probe(folder);
  const before = descriptors();
  for (let i = 0; i < 5; i++) addon.probe(folder);
  assert.equal(descriptors(), before);
  assert.deepEqual(readdirSync(folder), []);
});

test('the filesystem is the one findmnt names', t => {
  if (spawnSync('findmnt', ['--version']).status !== 0) return t.skip('findmnt is not installed');
  for (const path of [folder, '/dev/shm', '/proc'].filter(existsSync)) {
    const { stdout } = spawnSync('findmnt', ['-n', '-o', 'FSTYPE,TARGET', '-T', path], { encoding: 'utf8' });
    const { type, mount } = addon.probe(path).filesystem;
    // A mount on top of another one is listed last.
    const told = stdout.trim().split('\n').at(-1) ?? '';
    assert.equal(`${type} ${mount}`, told.trim().split(/\s+/).join(' '), path);
  }
});

test('a filesystem without clones says which have them', t => {
  const { filesystem, strategies } = addon.probe('/dev/shm');
  if (filesystem.type !== 'tmpfs') return t.skip('/dev/shm is no tmpfs here');
  assert.equal(filesystem.reflink, false);
  const { 'file-to-file': reflink } = strategies.reflink;
  assert.ok(!reflink.available);
  assert.match(said(reflink.why), /^tmpfs has no copy-on-write clones/);
  assert.match(said(reflink.remedy), /xfs/);
});

test('a folder that nothing can be written to is tried elsewhere, and that is said', () => {
  const { notes, filesystem, strategies } = addon.probe('/proc');
  assert.equal(filesystem.type, 'proc');
  assert.equal(filesystem.reflink, null);
  assert.ok(strategies['read-write']['file-to-socket'].available);
  assert.equal(notes?.length, 1);
  assert.match(said(notes[0]!), /Nothing can be written to \/proc/);
});

test('a folder that is missing is an error with its path', () => {
  const path = join(folder, 'missing');
  assert.throws(() => addon.probe(path), { code: 'ENOENT', path });
});

test('interfaces are those of the kernel, without loopback', () => {
  const names = addon.probe(folder).nics.map(({ name }) => name);
  assert.deepEqual(
    names,
    readdirSync('/sys/class/net')
      .filter(name => name !== 'lo' && existsSync(`/sys/class/net/${name}/mtu`))
      .sort(),
  );
});

// Kernels and sandboxes that refuse things, put in from outside.

function probeWith(faults: string[]): Probe {
  const script = 'console.log(JSON.stringify(require(process.argv[1]).probe(process.argv[2])))';
  const { stdout, stderr } = spawnSync(
    'strace',
    [
      ...['-f', '-qq', '-o', '/dev/null', ...faults.flatMap(fault => ['-e', `inject=${fault}`])],
      ...[process.execPath, '-e', script, addonPath, folder],
    ],
    { encoding: 'utf8' },
  );
  assert.ok(stdout, stderr);
  return probeOf(JSON.parse(stdout));
}

const skip = spawnSync('strace', ['-V']).status === 0 ? false : 'strace is not installed';

function reason(probe: Probe, strategy: StrategyName, route: (typeof routes)[number]): string {
  const row = probe.strategies[strategy]?.[route];
  assert.ok(row && !row.available, `${strategy} ${route} should be absent`);
  return `${said(row.why)} ${said(row.remedy)}`;
}

test('a sandbox without io_uring is told from a kernel without it', { skip }, () => {
  const forbidden = probeWith(['io_uring_setup:error=EPERM']);
  const missing = probeWith(['io_uring_setup:error=ENOSYS']);
  for (const name of ['io-uring', 'io-uring-zc', 'io-uring-sqpoll'] as const) {
    assert.match(reason(forbidden, name, 'file-to-socket'), /seccomp|io_uring_disabled/);
    assert.match(reason(missing, name, 'file-to-socket'), /no io_uring here/);
  }
  assert.ok(forbidden.strategies.sendfile?.['file-to-socket']?.available);
});

test('a call that is missing makes its strategies absent, never another strategy', { skip }, () => {
  const probe = probeWith(['sendfile:error=ENOSYS', 'copy_file_range:error=ENOSYS', 'vmsplice:error=EPERM']);
  assert.match(reason(probe, 'sendfile', 'file-to-socket'), /ENOSYS.*read-write/);
  assert.match(reason(probe, 'copy-file-range', 'file-to-file'), /ENOSYS/);
  assert.match(reason(probe, 'vmsplice', 'file-to-socket'), /EPERM/);
});

test('perf that is refused is an absence with the sysctl that allows it', { skip }, () => {
  const { evidence } = probeWith(['perf_event_open:error=EACCES']);
  for (const name of ['sampled', 'hardware-counters']) {
    const row = evidence[name];
    assert.ok(
      row && !row.available && /EACCES/.test(said(row.why)) && /perf_event_paranoid/.test(said(row.remedy)),
      name,
    );
  }
});

// Filesystems with shared blocks, where this test may make and mount them.

const mountable = (type: string) =>
  process.getuid?.() === 0 && spawnSync('sh', ['-c', `command -v mkfs.${type}`]).status === 0
    ? false
    : `needs root and mkfs.${type}`;

for (const type of ['xfs', 'btrfs'])
  test(`${type} clones files, and the probe sees it`, { skip: mountable(type) }, async t => {
    const image = join(folder, `${type}.img`);
    const mount = join(folder, type);
    mkdirSync(mount);
    const made = spawnSync('sh', ['-c', `truncate -s 512M '${image}' && mkfs.${type} -q '${image}'`]);
    const mounted = spawnSync('mount', ['-o', 'loop', image, mount], { encoding: 'utf8' });
    if (made.status !== 0 || mounted.status !== 0) return t.skip(`cannot mount ${type}: ${mounted.stderr}`);
    try {
      const { filesystem, strategies } = addon.probe(mount);
      assert.deepEqual([filesystem.type, filesystem.mount, filesystem.reflink], [type, mount, true]);
      assert.match(filesystem.device ?? '', /^\/dev\/loop/);
      assert.deepEqual(strategies.reflink['file-to-file'], { available: true });
    } finally {
      // io_uring lets go of registered files a moment after its call returned.
      await until('the unmounting', () => spawnSync('umount', [mount]).status === 0);
    }
  });
