import { readFileSync } from 'node:fs';
import { verbatim } from '../../src/model/message';
import type { Proof } from '../../src/model/proof';
import type { Report } from '../../src/model/report';
import { noBytes } from '../../src/prove/criterion';
import { relayAdvice } from '../../src/report/relayAdvice';
import type { HistoryEntry, HostMessage, LensContext, RelayNote } from '../../src/ui/panelProtocol';
import { gib, nodeReport, report, sweepReport } from '../unit/panelReports';
import { proof } from '../unit/proofs';
import { tracedRelay, tracedRun } from '../unit/traces';

export type PanelLanguage = 'en' | 'zh-cn' | 'ru';

export function historyEntry(id: string, day: number): HistoryEntry {
  return {
    id,
    title: `media/video-${id}.mp4`,
    createdAt: `2026-03-0${day}T10:20:30.000Z`,
    route: 'file-to-socket',
    bytes: gib,
    transfers: 7,
    summary: 'Use sendfile: 59 % less CPU than read/write (64 KiB).',
    cancelled: day === 2,
  };
}

export function init(language: PanelLanguage = 'en', changes: Scene['init'] = {}): HostMessage {
  const bundle = (name: string) =>
    language === 'en' ? {} : JSON.parse(readFileSync(`l10n/${name}.${language}.json`, 'utf8'));
  return {
    kind: 'init',
    language,
    strings: { ...bundle('panel'), ...bundle('atlas') },
    absence: null,
    reopen: [],
    choices: { route: 'file-to-socket', cache: 'warm', receiver: null, chunkBytes: 65536, sweep: null },
    scenarios: [
      {
        id: 'T1',
        claim: verbatim('read+write: 4 copies and 4 switches'),
        source: verbatim('articles on zero copy'),
        absence: null,
        verdict: 'confirmed',
        because: verbatim('Two CPU copies and four mode switches a chunk were counted.'),
      },
      {
        id: 'N3',
        claim: verbatim('not under TLS'),
        source: verbatim('articles on zero copy'),
        absence: {
          why: verbatim('The kernel has no TLS module.'),
          remedy: verbatim('Load it: sudo modprobe tls.'),
        },
        verdict: null,
        because: null,
      },
    ],
    history: [historyEntry('a', 4), historyEntry('b', 3), historyEntry('c', 2)],
    ...changes,
  };
}

export const loop: LensContext = {
  file: 'src/Server.java',
  line: 42,
  language: 'java',
  chunkBytes: 8192,
  code: null,
};

export function shown(report: Report, context: LensContext | null = null): HostMessage {
  return { kind: 'report', report, origin: { kind: 'run', name: 'run', historyId: 'a' }, context };
}

export function comparison(): HostMessage {
  const one = report();
  return {
    kind: 'comparison',
    before: historyEntry('b', 3),
    after: historyEntry('a', 4),
    rows: one.comparison.map(({ against: _, ...row }) => ({
      ...row,
      beforeBytes: row.inputBytes / 2,
      beforeNsPerKiB: 240,
      afterNsPerKiB: 240 * row.ratio,
    })),
    changes: [{ what: 'kernel', before: 'Linux 6.12.1', after: 'Linux 6.18.5' }],
  };
}

/** A run in its middle: three of seven strategies have figures. */
export function running(): HostMessage[] {
  const whole = report();
  const transfers = whole.transfers.map((transfer, index) =>
    index < 3 ? transfer : { ...transfer, runs: [], summary: null, copies: [], copyTime: null },
  );
  return [
    { kind: 'running', title: 'media/video.mp4', context: null },
    { kind: 'event', event: { kind: 'started', report: { ...whole, transfers, advice: null } } },
    {
      kind: 'event',
      event: {
        kind: 'progress',
        label: verbatim('sendfile'),
        bytesDone: 17 * gib,
        bytesPlanned: 68 * gib,
        msLeft: 12000,
      },
    },
  ];
}

const mib = 1 << 20;

/** A trace of a server before and after a fix, with all kinds of rows. */
export function traced(): HostMessage[] {
  const copy = tracedRelay({
    process: { pid: null, name: 'node' },
    from: { kind: 'socket', name: 'tcp 127.0.0.1:8080 -> 12 peers' },
    to: { kind: 'file', name: '/home/me/project/uploads/a-long-folder/of-a-person/received-file.part' },
    bytes: 3 * mib,
    best: { strategy: 'splice', copiedBytes: 3 * mib, modeSwitches: 96, evidence: 'model' },
    location: { file: '/usr/bin/node', line: null, function: 'uv__try_write' },
    verified: false,
  });
  const unknown = tracedRelay({ bytes: 4096, best: null, location: null, locationAbsence: 'no-symbols' });
  const trace = tracedRun({
    relays: [tracedRelay(), copy, unknown],
    kernelMoves: [
      {
        process: { pid: 4712, name: 'nginx' },
        syscall: 'sendfile',
        from: { kind: 'file', name: '/srv/media/poster.png' },
        to: { kind: 'socket', name: 'tcp 127.0.0.1:8080 -> 127.0.0.1:51000' },
        bytes: 9 * mib,
        calls: 14,
      },
    ],
    blindSpots: [
      {
        kind: 'mmap',
        process: { pid: 4711, name: 'python3' },
        detail: '/srv/index.db',
        count: 2,
        bytes: 4096,
      },
      { kind: 'min-bytes', process: null, detail: '', count: 0, bytes: 4096 },
    ],
    folded: 12,
  });
  const before = tracedRun({ relays: [tracedRelay({ bytes: 76 * mib, modeSwitches: 5120 })] });
  const notes: RelayNote[] = trace.relays.map((relay, at) => ({
    place: at === 0 ? 'server.py:12' : null,
    advice: relayAdvice(relay),
    fixable: at === 0,
  }));
  const now = { trace, title: 'python3 server.py --port 8080', notes };
  return [
    { kind: 'trace', now, before },
    { kind: 'selectRelay', relay: 0 },
  ];
}

/** A proof of a server and what the page shows of it. */
export function proved(changes: Partial<Proof> = {}, before: Proof | null = null): HostMessage {
  const url = 'http://127.0.0.1:8080/';
  return { kind: 'proof', now: { proof: proof(changes), url, folder: 'public/media' }, before };
}

/** A server that sniffs the type from a first buffer of its own and sends the rest by reference. */
const sniffing: Partial<Proof> = {
  verdict: 'mixed',
  because: { id: 'some-followed', args: { reference: 4 * mib - 512, copy: 512 } },
  bytes: { ...noBytes(), reference: 4 * mib - 512, copy: 512, header: 230 },
  stretches: [
    { kind: 'header', bytes: 230 },
    { kind: 'copy', bytes: 512 },
    { kind: 'reference', bytes: 126_968 },
  ],
  server: { address: '127.0.0.1:8080', process: { pid: 99, name: 'caddy' } },
};

const copying: Partial<Proof> = {
  verdict: 'copy',
  because: { id: 'none-followed', args: { copy: 4 * mib } },
  bytes: { ...noBytes(), copy: 4 * mib, header: 187 },
  stretches: [
    { kind: 'header', bytes: 187 },
    { kind: 'copy', bytes: 127_393 },
  ],
  server: { address: '127.0.0.1:8080', process: { pid: 4711, name: 'python3' } },
  notes: [{ id: 'read-ahead', args: { bytes: 65_536 } }],
};

const encrypted: Partial<Proof> = {
  verdict: 'undecided',
  because: { id: 'encrypted', args: {} },
  bytes: { ...noBytes(), encoded: 124_505 },
  stretches: [{ kind: 'encoded', bytes: 124_505 }],
  server: { address: '127.0.0.1:8443', process: null },
};

/** Nothing is shown to be cheaper: the ratio alone would say so. */
function unsureReport(): Report {
  const whole = report({ language: 'java' });
  return {
    ...whole,
    comparison: whole.comparison.map(row => ({
      ...row,
      verdict: 'no measurable difference',
      low: 0.7,
      high: 1.2,
    })),
  };
}

/** Every view of the panel, by name: the messages that bring it up, and what is clicked then. */
export interface Scene {
  /** How the machine differs from the usual one. */
  init?: Partial<Extract<HostMessage, { kind: 'init' }>>;
  messages: HostMessage[];
  click?: string;
}

export const views: Record<string, Scene> = {
  empty: { messages: [{ kind: 'idle' }] },
  answer: {
    messages: [
      shown(report({ language: 'java' }), { ...loop, code: 'channel.transferTo(0, size, socket);' }),
    ],
  },
  rounds: { messages: [shown(report(), loop)], click: '.rounds summary' },
  unsure: { messages: [shown(unsureReport(), loop)] },
  absent: {
    init: {
      absence: {
        why: verbatim('Measuring uses Linux system calls, and this extension host does not run on Linux.'),
        remedy: verbatim('Open the folder in WSL, in a Dev Container or over Remote-SSH.'),
      },
      reopen: ['wsl', 'container'],
    },
    messages: [{ kind: 'idle' }],
  },
  report: { messages: [shown(report(), loop)], click: '.strategies .opener' },
  node: {
    messages: [shown(nodeReport(), { ...loop, file: 'src/server.js', language: 'javascript' })],
    click: 'details.chip summary',
  },
  sweep: { messages: [shown(sweepReport())] },
  live: { messages: running() },
  history: { messages: [{ kind: 'idle' }], click: '#tab-history' },
  comparison: { messages: [comparison()] },
  'trace-empty': { messages: [{ kind: 'idle' }], click: '#tab-trace' },
  tracing: { messages: [{ kind: 'tracing', title: 'python3 server.py' }] },
  trace: { messages: traced() },
  'proof-empty': { messages: [{ kind: 'idle' }], click: '#tab-proof' },
  proving: { messages: [{ kind: 'proving', title: 'http://127.0.0.1:8080/' }] },
  proof: { messages: [proved({}, proof(copying))] },
  'proof-mixed': { messages: [proved(sniffing)] },
  atlas: { messages: [{ kind: 'idle' }], click: '#tab-atlas' },
  'proof-copy': { messages: [proved(copying)] },
  'proof-undecided': { messages: [proved(encrypted)], click: '.stepper button' },
  scenarios: { messages: [{ kind: 'idle' }], click: '#tab-scenarios' },
  // Last: its error stays until a person closes it.
  problem: {
    messages: [
      shown(report({ cancelled: true })),
      {
        kind: 'error',
        problem: { what: 'The worker died.', why: 'SIGSEGV in splice.', remedy: 'Profile again.' },
      },
    ],
  },
};
