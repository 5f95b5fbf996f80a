// Traces for tests of what shows them.
import type { Trace, TracedRelay } from '../../src/model/trace';

const mib = 1 << 20;

export function tracedRelay(change: Partial<TracedRelay> = {}): TracedRelay {
  const bytes = change.bytes ?? 64 * mib;
  return {
    process: { pid: 4711, name: 'python3' },
    from: { kind: 'file', name: '/srv/media/video.mp4' },
    to: { kind: 'socket', name: 'tcp 127.0.0.1:8080 -> 127.0.0.1:51000' },
    bytes,
    calls: 2048,
    reads: 1024,
    writes: 1024,
    chunkBytes: 65536,
    verified: true,
    comparedBytes: 2 * mib,
    startNs: 0,
    durationNs: 4e8,
    copiedBytes: 2 * bytes,
    modeSwitches: 4096,
    threads: { count: 1, cpuNs: 2e8, voluntarySwitches: 12, involuntarySwitches: 3 },
    best: { strategy: 'sendfile', copiedBytes: 0, modeSwitches: 2, evidence: 'model' },
    location: { file: '/home/me/project/server.py', line: 12, function: 'send' },
    locationAbsence: null,
    ...change,
  };
}

export function tracedRun(change: Partial<Trace> = {}): Trace {
  return {
    schema: 'iopath-trace/1',
    engine: 'ptrace',
    otherEngine: { engine: 'bpf', gains: ['speed'], absence: null },
    command: ['python3', 'server.py'],
    pid: null,
    exitCode: 0,
    exitSignal: null,
    wallNs: 1.8e9,
    relays: [tracedRelay()],
    kernelMoves: [],
    blindSpots: [],
    lost: 0,
    lostBytes: 0,
    folded: 0,
    changedBytes: 0,
    calls: 2100,
    countedCalls: 0,
    sharedCpu: 1,
    slowdown: 2.1,
    estimate: null,
    endedProcesses: 0,
    ...change,
  };
}
