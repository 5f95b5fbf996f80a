// What sending costs a real server: CPU time, context switches and system calls of its processes, which the kernel counts
// while a file is fetched (perf stat: software events and tracepoints), beside our own senders on a file of that size.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serving } from './fetching.mjs';

const cli = resolve('dist/cli.js');

/** Calls that read a file or send; the tracepoints have the kernel's names. */
const ioCalls = [
  ...['read', 'pread64', 'readv', 'preadv', 'preadv2', 'write', 'writev', 'sendto', 'sendmsg'],
  ...['sendfile64', 'splice', 'tee', 'vmsplice', 'io_uring_enter'],
];
const events = [
  ...['task-clock', 'context-switches', 'raw_syscalls:sys_enter'],
  ...ioCalls.map(name => `syscalls:sys_enter_${name}`),
];

/** The program that perf runs while it counts others: it prints a line when counting has begun and ends with its input. */
const waiting = ['sh', '-c', 'echo counting; read -r _'];

/** Figures of `perf stat -x,` by event; 0 for an event that was never counted. */
export function parseCounts(text) {
  const counts = {};
  for (const line of text.split('\n')) {
    const [value, , event] = line.split(',');
    if (event) counts[event] = Number(value) || 0;
  }
  return counts;
}

function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function holds(pid, sockets) {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(fd => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

/** The sockets that listen on a port, as links of /proc/PID/fd name them (proc_pid_net(5): state 0A). */
function listeners(port) {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['tcp', 'tcp6'].flatMap(name => readFileSync(`/proc/net/${name}`, 'latin1').split('\n'));
  const fields = rows.map(row => row.trim().split(/\s+/));
  return new Set(
    fields
      .filter(([, local, , state]) => local?.endsWith(wanted) && state === '0A')
      .map(row => `socket:[${row[9]}]`),
  );
}

/** A server's processes: the started one, those that listen on its port, and their children. */
function processesOf(pid, port) {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(all.map(one => [one, statusOf(one)]));
  const sockets = listeners(port);
  const found = new Set([pid, ...all.filter(one => holds(one, sockets))]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [one, parent] of parents) if (found.has(parent)) found.add(one);
  }
  return [...found];
}

/** Starts to count the events of processes and of their later children. Returns a function that stops it. */
async function startCounting(pids, output) {
  const args = ['stat', '-x,', '-o', output, '-e', events.join(), '-p', pids.join(), '--', ...waiting];
  const perf = spawn('perf', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  perf.stderr.setEncoding('utf8').on('data', text => {
    words += text;
  });
  const ended = new Promise((done, fail) => perf.once('error', fail).once('close', done));
  const began = new Promise(done => perf.stdout.once('data', done));
  const early = await Promise.race([began.then(() => false), ended.then(() => true)]);
  if (early) throw new Error(`perf counts nothing: ${words.trim()}`);
  return () => {
    perf.stdin.end();
    return ended;
  };
}

/** A listed process may end before it is counted: then the list is made again. */
async function counting({ pid, port }, output) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startCounting(processesOf(pid, port), output);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** The number of counted fetches: small, because a relay's client takes seconds to start. */
const fetches = ({ client }) => (client ? 2 : 4);

/**
 * Counts what a variant's processes do for some fetches, after two that warm it up.
 * @returns bytes received, CPU nanoseconds, context switches, system calls, and how often each call was made that reads or sends
 */
export function costOf(system, name, user) {
  return serving(system, name, { user }, async server => {
    const { folder, fetch } = server;
    await server.firstFetch();
    await fetch();
    const output = join(folder, 'counts');
    const times = fetches(system);
    let bytes = 0;
    const stop = await counting(server, output);
    try {
      for (let done = 0; done < times; done++) bytes += await fetch();
    } finally {
      await stop();
    }
    const counts = parseCounts(readFileSync(output, 'utf8'));
    return { fetches: times, ...costFrom(counts, bytes), best: bestOf(system, folder) };
  });
}

function costFrom(counts, bytes) {
  const calls = ioCalls.map(name => [name.replace('64', ''), counts[`syscalls:sys_enter_${name}`]]);
  return {
    bytes,
    cpuNs: Math.round(counts['task-clock'] * 1e6),
    contextSwitches: counts['context-switches'],
    systemCalls: counts['raw_syscalls:sys_enter'],
    calls: Object.fromEntries(calls.filter(([, count]) => count > 0)),
  };
}

/** By system: our senders' figures depend on the machine and the filesystem. */
const bests = new Map();

/** The cheapest of our own senders for a file in that folder, measured once a system: its medians. Null where that failed. */
function bestOf(system, folder) {
  try {
    if (!bests.has(system)) bests.set(system, measureBest(folder));
  } catch {
    // The system's own figures stand without it, and its next variant tries again.
  }
  return bests.get(system) ?? null;
}

function measureBest(folder) {
  const file = join(folder, 'measured');
  writeFileSync(file, randomBytes(8 << 20));
  const args = [
    '--strategy',
    'sendfile,splice',
    '--chunk',
    '1MiB',
    '--receiver',
    'block',
    '--runs',
    '5',
    '--json',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [cli, 'profile', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr.trim());
  const { transfers, input } = JSON.parse(stdout);
  const costs = transfers.map(({ strategy, modeSwitches, summary }) => ({
    strategy,
    bytes: input.bytes,
    cpuNs: Math.round((summary.cpuNsPerKiB.median * input.bytes) / 1024),
    contextSwitches: summary.voluntarySwitches.median + summary.involuntarySwitches.median,
    systemCalls: modeSwitches / 2,
  }));
  return costs.reduce((least, one) => (one.cpuNs < least.cpuNs ? one : least));
}
