import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCpuLimit } from '../../../src/measure/placement/cpuLimit';
import { placeAs, placeThreads } from '../../../src/measure/placement/placement';
import { readSettings } from '../../../src/measure/placement/settings';
import { deviceNode, placementOf, readSystem, usableCpus } from '../../../src/measure/placement/system';
import { parseList } from '../../../src/measure/placement/topology';
import { throttleWarning, warningsOf } from '../../../src/measure/warnings';
import { Problem } from '../../../src/model/problem';
import { said } from '../../english';
import * as machines from './machines';
import { report, run, transfer, usage } from './samples';

const { machine } = machines;

const place = (facts: machines.MachineFacts, node: number | null = null) =>
  placeThreads(readSystem(machine(facts)).cpus, { receiver: 'poll', node });

test('lists of CPUs as the kernel writes them', () => {
  assert.deepEqual(parseList('0-2,7,9-10'), [0, 1, 2, 7, 9, 10]);
  assert.deepEqual(parseList(''), []);
  assert.deepEqual(parseList(null), []);
});

test('two CPUs: the last one sends, and io_uring has no third to poll on', () => {
  assert.deepEqual(place(machines.smallVirtual), { sender: 1, receiver: 0, poller: null, relations: [] });
});

test('hyperthreads of one core are never sender and receiver where there is another core', () => {
  assert.deepEqual(place(machines.desktop), { sender: 7, receiver: 6, poller: 5, relations: [] });
  assert.deepEqual(place(machines.oneCore), {
    sender: 1,
    receiver: 0,
    poller: null,
    relations: ['siblings'],
  });
});

test('a hybrid machine measures on its strong cores, both of one kind', () => {
  assert.deepEqual(place(machines.hybrid), { sender: 3, receiver: 1, poller: 7, relations: [] });
  assert.deepEqual(place(machines.bigLittle), { sender: 5, receiver: 4, poller: 3, relations: [] });
});

test("both threads are on the disk's node, and share a cache", () => {
  assert.deepEqual(place(machines.twoSockets, 0), { sender: 3, receiver: 2, poller: 1, relations: [] });
  assert.deepEqual(place(machines.twoSockets, 1), { sender: 7, receiver: 6, poller: 5, relations: [] });
});

test('only CPUs that affinity and cpuset allow are taken, and a forced pair tells what is bad about it', () => {
  assert.deepEqual(place({ ...machines.desktop, allowed: '1,5' })?.relations, ['siblings']);
  assert.deepEqual(place({ ...machines.twoSockets, allowed: '0,4' })?.relations, ['other-node']);
  assert.deepEqual(place({ ...machines.hybrid, allowed: '3-4' })?.relations, ['other-kind']);
  assert.equal(place({ ...machines.desktop, allowed: '3' }), null);
});

test('cores that dense and slow parts of one processor have are told apart by their top speed', () => {
  const cpus = [3_000_000, 5_000_000, 5_200_000].map((maxKHz, core) => ({
    core,
    siblings: String(core),
    cache: '0-2',
    maxKHz,
  }));
  assert.deepEqual(place({ cpus })?.sender, 2);
  assert.deepEqual(place({ cpus })?.receiver, 1);
});

test('chosen cores are taken as they are, with a word on what is unfavourable, or refused with those there are', () => {
  const system = readSystem(machine(machines.twoSockets));
  assert.deepEqual(placeAs(system.cpus, { sender: 0, receiver: 7, poller: null })?.relations, ['other-node']);
  assert.throws(
    () => placementOf(system, { cores: { sender: 0, receiver: 8 } }, null),
    (error: unknown) => error instanceof Problem && /0, 1, 2, 3, 4, 5, 6, 7/.test(said(error.why)),
  );
});

test('one core for both where the receiver is to share it', () => {
  const { cpus } = readSystem(machine(machines.desktop));
  const placed = placeThreads(cpus, { receiver: 'same-core', node: null });
  assert.deepEqual([placed?.sender, placed?.receiver, placed?.relations], [7, 7, []]);
});

test('quota and throttling of version 2, its own and those above', () => {
  const files = {
    '/proc/self/cgroup': '0::/a/b',
    '/sys/fs/cgroup/a/cpu.max': '150000 100000',
    '/sys/fs/cgroup/a/b/cpu.max': 'max 100000',
    '/sys/fs/cgroup/a/b/cpu.stat': 'usage_usec 9\nnr_throttled 3\nthrottled_usec 4500',
  };
  const system = readSystem(machine({ ...machines.desktop, files }));
  assert.deepEqual(system.limit, { cpus: 1.5, throttledUs: 4500 });
  assert.equal(usableCpus(system), 1);
});

test('quota of version 1, seen from inside a container', () => {
  const files = {
    '/proc/self/cgroup': '5:cpu,cpuacct:/docker/abc\n1:name=systemd:/',
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '250000',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000',
    '/sys/fs/cgroup/cpu/cpu.stat': 'nr_throttled 1\nthrottled_time 2000000',
  };
  assert.deepEqual(readCpuLimit(machine({ ...machines.desktop, files })), { cpus: 2.5, throttledUs: 2000 });
  const none = { ...files, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1' };
  assert.equal(readCpuLimit(machine({ ...machines.desktop, files: none })).cpus, null);
  assert.deepEqual(
    readCpuLimit(() => null),
    { cpus: null, throttledUs: null },
  );
});

test('governor, turbo, mitigations and hypervisor as the kernel tells them', () => {
  const cpu = '/sys/devices/system/cpu';
  const files: Record<string, string> = {
    [`${cpu}/cpu0/cpufreq/scaling_governor`]: 'powersave',
    [`${cpu}/intel_pstate/no_turbo`]: '1',
    [`${cpu}/vulnerabilities/meltdown`]: 'Mitigation: PTI',
    '/sys/class/dmi/id/sys_vendor': 'QEMU',
  };
  assert.deepEqual(
    readSettings(path => files[path] ?? null),
    {
      governor: 'powersave',
      turbo: false,
      mitigations: { meltdown: 'Mitigation: PTI' },
      virtualisation: 'QEMU',
    },
  );
  const bare = readSettings(path =>
    path === '/proc/cpuinfo' ? 'flags\t\t: fpu vme hypervisor lahf_lm' : null,
  );
  assert.deepEqual(bare, { governor: null, turbo: null, mitigations: {}, virtualisation: 'unknown' });
});

test("a disk's node is its controller's", () => {
  const files: Record<string, string> = { '/sys/class/block/nvme0n1/device/numa_node': '1' };
  const read = (path: string) => files[path] ?? null;
  assert.equal(deviceNode('/dev/nvme0n1', read), 1);
  assert.equal(deviceNode('/dev/vda', read), null);
  assert.equal(deviceNode('tmpfs', read), null);
  assert.equal(deviceNode('/dev/../etc/passwd', read), null);
});

test('unfavourable pairs and throttling are warned of', () => {
  const warned = (
    relations: ('siblings' | 'other-kind' | 'other-node' | 'other-cache')[],
    route = 'file-to-socket',
  ) => {
    const conditions = { ...report().conditions, cores: { sender: 0, receiver: 9, poller: null, relations } };
    return warningsOf(report([transfer({ route: route as 'file-to-socket' })], { conditions })).map(
      ({ what }) => said(what),
    );
  };
  assert.match(
    said(warned(['siblings'])[0] ?? ''),
    /cores 0 and 9: they are two threads of one physical core/,
  );
  assert.match(warned(['other-kind', 'other-node']).join(), /of a mix.*NUMA/);
  assert.deepEqual(warned([]), []);
  assert.deepEqual(warned(['siblings'], 'file-to-file'), [], 'there is no receiver');
  const conditions = {
    ...report().conditions,
    cores: { sender: 0, receiver: 1, poller: null, relations: [] },
  };
  const runs = [run({ sender: usage({ cpu: null }) })];
  assert.match(
    said(warningsOf(report([transfer({ runs })], { conditions }))[0]?.what ?? ''),
    /could not be pinned/,
  );
  assert.deepEqual(throttleWarning(500), []);
  assert.match(said(throttleWarning(2_500_000)[0]?.what ?? ''), /2,500 ms/);
});
