import { message } from '../../src/messages/message';
import { standardsOf } from '../../src/model/fields';
import { conditionFields } from '../../src/model/jobFields';
import { verbatim } from '../../src/model/message';
import type { Comparison, Hop, Report, Spread, Summary, Transfer } from '../../src/model/report';
import type { Evidence, Mover, Stage } from '../../src/model/route';
import type { Run } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';

// Reports made by hand from the model's types, for tests of the panel. Their figures are of no machine.

export const gib = 2 ** 30;
export const kib64 = 65536;

export function hop(from: Stage, to: Stage, by: Mover, evidence: Evidence, bytes = gib): Hop {
  const moverEvidence = evidence === 'kernel' || evidence === 'model' ? evidence : 'observed';
  return {
    from,
    to,
    by,
    bytes,
    evidence,
    moverEvidence,
    note: verbatim(`${by} moves the bytes from ${from} to ${to}.`),
  };
}

export function spread(median: number, mad = median * 0.03): Spread {
  return { median, mad, min: median * 0.94, max: median * 1.1, n: 7 };
}

export interface Cost {
  systemNsPerKiB: number;
  userNsPerKiB: number;
  calls: number;
  rate: number;
  faults?: number;
}

export function summary({ systemNsPerKiB, userNsPerKiB, calls, rate, faults = 0 }: Cost): Summary {
  return {
    wallNs: spread((gib / rate) * 1e9),
    cpuNsPerKiB: spread(systemNsPerKiB + userNsPerKiB),
    userNsPerKiB: spread(userNsPerKiB),
    systemNsPerKiB: spread(systemNsPerKiB),
    totalCpuNsPerKiB: spread((systemNsPerKiB + userNsPerKiB) * 2),
    bytesPerSecond: spread(rate),
    syscalls: spread(calls, 0),
    bytesPerSyscall: spread(gib / calls, 0),
    voluntarySwitches: spread(12, 3),
    involuntarySwitches: spread(31, 6),
    wakeups: spread(80, 20),
    minorFaults: spread(faults, 0),
    majorFaults: spread(0, 0),
    deviceReadBytes: spread(0, 0),
  };
}

export function run(names: Record<string, number>, cost: Cost, index = 0): Run {
  const usage = {
    tid: 4000 + index,
    cpu: 0,
    userNs: Math.round(cost.userNsPerKiB * 2 ** 20),
    systemNs: Math.round(cost.systemNsPerKiB * 2 ** 20 * (1 + 0.02 * (index % 5))),
    voluntarySwitches: 12,
    involuntarySwitches: 31,
    minorFaults: cost.faults ?? 0,
    majorFaults: 0,
  };
  return {
    phase: index === 0 ? 'warm-up' : index === 1 ? 'verify' : 'timed',
    bytes: gib,
    wallNs: Math.round((gib / cost.rate) * 1e9 * (1 + 0.02 * (index % 5))),
    sender: usage,
    receiver: { ...usage, tid: 5000 + index, cpu: 1 },
    syscalls: Object.fromEntries(
      Object.entries(names).map(([name, calls]) => [
        name,
        {
          calls,
          bytes: gib,
          short: 3,
          errors: (name === 'splice' ? { EAGAIN: 4 } : {}) as Record<string, number>,
        },
      ]),
    ),
    receiverSyscalls: { recv: { calls: 20000, bytes: gib, short: 0, errors: { EAGAIN: 512 } } },
    deviceReadBytes: 0,
    cachedBytes: gib,
    ranAs: { strategy: 'read-write', because: null },
    granted: { pipeBytes: null, sendBufferBytes: 2626560, receiveBufferBytes: 6291456, receiveLowWater: 1 },
    zeroCopy: null,
    sharedBytes: null,
    hash: null,
    copyTime: null,
  };
}

export interface TransferOptions {
  strategy: StrategyName;
  copies: Hop[];
  names: Record<string, number>;
  cost: Cost;
  textbook: Transfer['textbook'];
  share?: number;
  runs?: number;
  more?: Partial<Transfer>;
}

export function transfer(options: TransferOptions): Transfer {
  const calls = Object.values(options.names).reduce((sum, n) => sum + n, 0);
  return {
    strategy: options.strategy,
    route: 'file-to-socket',
    chunkBytes: kib64,
    cache: 'warm',
    receiver: 'poll',
    inputBytes: gib,
    unsupported: null,
    failed: null,
    runs: Array.from({ length: options.runs ?? 9 }, (_, index) => run(options.names, options.cost, index)),
    modeSwitches: calls * 2,
    copies: options.copies,
    copyTime: {
      share: options.share ?? 0,
      samples: 812,
      wakeShare: 0.21,
      leaves: [
        { symbol: '_copy_to_iter', samples: 190 },
        { symbol: '_raw_spin_unlock_irqrestore', samples: 80 },
      ],
    },
    autotuned: {
      pipeBytes: 1048576,
      sendBufferBytes: 2626560,
      receiveBufferBytes: 6291456,
      receiveLowWater: 1,
    },
    textbook: options.textbook,
    differences: [],
    integrity: { algorithm: 'sha256', ok: true },
    summary: summary(options.cost),
    notes: [],
    ...options.more,
  };
}

const book = (cpuCopies: number, dmaCopies: number, modeSwitchesPerChunk: number) => ({
  cpuCopies,
  dmaCopies,
  modeSwitchesPerChunk,
  source: verbatim('the article on zero copy'),
});

const loopback =
  'Over loopback there is no network card: the socket buffer is handed to the receiver, so the last DMA copy does not happen.';

export const readWrite = transfer({
  strategy: 'read-write',
  copies: [
    hop('page-cache', 'user-buffer', 'cpu', 'counted'),
    hop('user-buffer', 'socket-buffer', 'cpu', 'counted'),
    hop('socket-buffer', 'receiver', 'discarded', 'counted'),
  ],
  names: { read: 16385, write: 16384 },
  cost: { systemNsPerKiB: 238, userNsPerKiB: 7.1, calls: 32769, rate: 3.9 * gib },
  textbook: book(2, 2, 4),
  share: 0.462,
  more: {
    differences: [
      { figure: 'dmaCopies', textbook: 2, measured: 0, why: verbatim(`The file was cached. ${loopback}`) },
    ],
  },
});

export const mmapWrite = transfer({
  strategy: 'mmap-write',
  copies: [
    hop('page-cache', 'user-buffer', 'reference', 'model'),
    hop('user-buffer', 'socket-buffer', 'cpu', 'counted'),
    hop('socket-buffer', 'receiver', 'discarded', 'counted'),
  ],
  names: { mmap: 1, write: 16384, munmap: 1 },
  cost: { systemNsPerKiB: 194, userNsPerKiB: 4, calls: 16386, rate: 4.8 * gib, faults: 16384 },
  textbook: book(1, 2, 4),
  share: 0.39,
  more: {
    differences: [
      { figure: 'dmaCopies', textbook: 2, measured: 0, why: verbatim(`The file was cached. ${loopback}`) },
      {
        figure: 'modeSwitches',
        textbook: 4,
        measured: 2,
        why: verbatim('The file is mapped once, not for every chunk.'),
      },
    ],
  },
});

export const sendfile = transfer({
  strategy: 'sendfile',
  copies: [
    hop('page-cache', 'socket-buffer', 'reference', 'model'),
    hop('socket-buffer', 'receiver', 'discarded', 'counted'),
  ],
  names: { sendfile: 16384 },
  cost: { systemNsPerKiB: 98, userNsPerKiB: 2, calls: 16384, rate: 9.4 * gib },
  textbook: book(0, 2, 2),
  more: {
    differences: [
      { figure: 'dmaCopies', textbook: 2, measured: 0, why: verbatim(`The file was cached. ${loopback}`) },
    ],
  },
});

export const splice = transfer({
  strategy: 'splice',
  copies: [
    hop('page-cache', 'pipe-buffer', 'reference', 'model'),
    hop('pipe-buffer', 'socket-buffer', 'reference', 'model'),
    hop('socket-buffer', 'receiver', 'discarded', 'counted'),
  ],
  names: { splice: 32768 },
  cost: { systemNsPerKiB: 106, userNsPerKiB: 3, calls: 32768, rate: 8.7 * gib },
  textbook: book(0, 2, 4),
});

export const zeroCopySend = transfer({
  strategy: 'msg-zerocopy',
  copies: [
    hop('page-cache', 'user-buffer', 'reference', 'model'),
    hop('user-buffer', 'socket-buffer', 'cpu', 'kernel'),
    hop('socket-buffer', 'receiver', 'discarded', 'counted'),
  ],
  names: { mmap: 1, sendmsg: 16384, recvmsg: 16390 },
  cost: { systemNsPerKiB: 251, userNsPerKiB: 9, calls: 32775, rate: 3.6 * gib, faults: 16384 },
  textbook: book(0, 2, 2),
  share: 0.37,
  more: {
    differences: [
      {
        figure: 'cpuCopies',
        textbook: 0,
        measured: 1,
        why: verbatim(
          'The kernel says in its completions (SO_EE_CODE_ZEROCOPY_COPIED) that it copied: it always does over loopback.',
        ),
      },
    ],
    notes: [verbatim('Completions are read from the error queue: one recvmsg for each send.')],
  },
});

const none = {
  runs: [],
  modeSwitches: null,
  copyTime: null,
  autotuned: null,
  integrity: null,
  summary: null,
};

export const ring: Transfer = {
  ...readWrite,
  ...none,
  strategy: 'io-uring',
  copies: [],
  differences: [],
  unsupported: {
    why: verbatim('io_uring is turned off on this machine (kernel.io_uring_disabled = 2).'),
    remedy: verbatim('Run `sudo sysctl kernel.io_uring_disabled=0`, then profile again.'),
  },
};

export const shrunk: Transfer = {
  ...readWrite,
  ...none,
  strategy: 'vmsplice',
  copies: [],
  differences: [],
  failed: {
    what: verbatim('The file became shorter while it was mapped.'),
    why: verbatim('Another process truncated video.mp4 to 12 MiB during the run.'),
    remedy: verbatim('Profile a file that nobody writes to, or profile it again when the writer is done.'),
  },
};

export function compared(transfer: Transfer, ratio: number, low: number, high: number): Comparison {
  return {
    strategy: transfer.strategy,
    chunkBytes: transfer.chunkBytes,
    cache: transfer.cache,
    receiver: transfer.receiver,
    inputBytes: transfer.inputBytes,
    ratio,
    low,
    high,
    verdict: high < 1 ? 'cheaper' : low > 1 ? 'costlier' : 'no measurable difference',
    against: 'read-write 64 KiB',
  };
}

export function report(more: Partial<Report> = {}): Report {
  return {
    schema: 'iopath-report/2',
    tool: '0.1.0',
    createdAt: '2026-03-04T10:20:30.000Z',
    machine: {
      kernel: 'Linux 6.18.5',
      architecture: 'x86_64',
      cpus: 2,
      cpuModel: 'AMD EPYC 7B13',
      memoryBytes: 24 * gib,
      filesystem: { type: 'ext4', mount: '/', device: '/dev/vda1', reflink: false },
      nics: [{ name: 'eth0', scatterGather: true }],
      evidence: {
        counted: { available: true },
        kernel: { available: true },
        sampled: { available: true },
        tracepoints: {
          available: false,
          why: verbatim('tracefs is not mounted.'),
          remedy: verbatim('Mount it as root.'),
        },
      },
    },
    input: { files: 1, paths: ['media/video.mp4'], bytes: gib, cachedBytes: gib, modifiedMs: 1772619630000 },
    conditions: { ...standardsOf(conditionFields), pinned: true },
    transfers: [readWrite, mmapWrite, sendfile, splice, zeroCopySend, ring, shrunk],
    comparison: [
      compared(mmapWrite, 0.81, 0.77, 0.85),
      compared(sendfile, 0.41, 0.39, 0.44),
      compared(splice, 0.445, 0.42, 0.48),
      compared(zeroCopySend, 1.06, 0.97, 1.14),
    ],
    crossovers: [],
    scenario: null,
    advice: {
      text: message('advice.use-tied', {
        call: 'sendfile',
        less: 0.59,
        base: message('row.at-chunk', { call: 'read/write', chunk: kib64 }),
        others: ['splice'],
      }),
      strategy: 'sendfile',
      chunkBytes: kib64,
      ties: [{ strategy: 'splice', chunkBytes: kib64 }],
      figures: [
        {
          label: verbatim('CPU time per KiB'),
          value: verbatim('100 ns instead of 245 ns'),
          evidence: 'kernel',
        },
        { label: verbatim('CPU copies'), value: verbatim('0 instead of 2'), evidence: 'model' },
        {
          label: verbatim('Mode switches'),
          value: verbatim('32,768 instead of 65,538'),
          evidence: 'counted',
        },
      ],
      limits: message('limits.socket-cached', { changes: message('limits.content') }),
      receiverNote: message('receiver.still-best', {
        mode: message('receiver.block'),
        here: message('row', { strategy: 'sendfile', chunk: kib64 }),
        times: 3,
        wakes: message('receiver.wakes', { switches: 9.6 }),
      }),
    },
    warnings: [],
    cancelled: false,
    ...more,
  };
}

/** The same run asked for from a file of Node, which has no call that copies less. */
export function nodeReport(): Report {
  const one = report({ language: 'javascript' });
  const advice = { ...one.advice!, strategy: 'read-write' as const, ties: [] };
  return { ...one, advice };
}

const sizes = [4, 16, 64, 256, 1024].map(kib => kib * 1024);

/** Chunk sizes from 4 KiB to 1 MiB, four strategies; splice gets ahead of read-write from 16 KiB. */
export function sweepReport(): Report {
  const curve = (base: Transfer, costs: number[]) =>
    sizes.map((chunkBytes, index): Transfer => {
      const calls = Math.round((gib / chunkBytes) * (base.modeSwitches! / 32768));
      const cost = {
        systemNsPerKiB: costs[index]!,
        userNsPerKiB: 4,
        calls,
        rate: (400 / costs[index]!) * gib,
      };
      return { ...base, chunkBytes, summary: summary(cost), modeSwitches: calls * 2 };
    });
  const loops = curve(readWrite, [610, 340, 240, 230, 228]);
  const others = [
    ...curve(mmapWrite, [520, 270, 194, 170, 166]),
    ...curve(sendfile, [480, 180, 100, 97, 96]),
    ...curve(splice, [700, 260, 106, 104, 108]),
  ];
  const ratioOf = (point: Transfer, index: number) =>
    point.summary!.cpuNsPerKiB.median / loops[index % sizes.length]!.summary!.cpuNsPerKiB.median;
  return report({
    transfers: [...loops, ...others],
    comparison: others.map((point, index) => {
      const ratio = ratioOf(point, index);
      return compared(point, ratio, ratio * 0.95, ratio * 1.05);
    }),
    crossovers: [
      { axis: 'chunk', ahead: 'splice', behind: 'read-write', fromBytes: 16384, low: 4096, high: 16384 },
      { axis: 'chunk', ahead: 'splice', behind: 'mmap-write', fromBytes: 65536, low: 16384, high: 65536 },
    ],
  });
}

/** As many transfers and runs as asked for: what speed is measured on. */
export function largeReport(transfers: number, runs: number): Report {
  const bases = [readWrite, mmapWrite, sendfile, splice, zeroCopySend];
  const many = Array.from({ length: transfers }, (_, index): Transfer => {
    const base = bases[index % bases.length]!;
    return {
      ...base,
      chunkBytes: 4096 * (index + 1),
      runs: Array.from({ length: runs }, (_, n) => ({ ...base.runs[n % base.runs.length]! })),
    };
  });
  return report({
    transfers: many,
    comparison: many.slice(1).map((item, index) => compared(item, 0.4 + (index % 9) / 10, 0.35, 1.2)),
  });
}
