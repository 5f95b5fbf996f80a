// Observations decide about the textbook's table: a kernel that behaves differently refutes it, a wrong rule does not, and
// the report shows both.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { test } from 'node:test';
import { copyRules } from '../../src/measure/copies';
import { cpuCopy, type Rule } from '../../src/measure/copies/facts';
import { profile } from '../../src/measure/profile';
import { defaultRequest } from '../../src/measure/request';
import { verbatim } from '../../src/model/message';
import type { ObservationQuestion, Observed } from '../../src/model/observation';
import type { Report } from '../../src/model/report';
import type { StrategyName } from '../../src/model/strategy';
import type { WorkerClient } from '../../src/worker/client';
import { said } from '../english';
import { addonPath, loadAddon, scratchFolder, writeNoise } from '../native/engine';
import { buildPreload } from './injected';

const addon = loadAddon();
const folder = scratchFolder();
const input = writeNoise(folder, 'input', 1 << 20);
const preload = buildPreload(folder);
const skip = 'why' in preload && preload.why;

const ask = `console.log(JSON.stringify(require(process.argv[1]).observe(JSON.parse(process.argv[2]))))`;

/** The experiment under a kernel that does other than ours in one call. */
function observeUnder(fault: string, question: ObservationQuestion): Observed {
  assert.ok('path' in preload);
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', ask, addonPath, JSON.stringify(question)], {
    encoding: 'utf8',
    env: {
      ...process.env,
      LD_PRELOAD: `${process.env.LD_PRELOAD ?? ''} ${preload.path}`,
      NODE_TEST_CONTEXT: '',
      IOPATH_FAULT: fault,
    },
  });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

/** The backend in this process; the experiment on some strategies goes by `observe`. */
function client(
  observe: Partial<Record<StrategyName, (question: ObservationQuestion) => Observed>>,
): WorkerClient {
  const resident = { bytes: 1 << 20, cachedBytes: 1 << 20 };
  return {
    pid: null,
    probe: async directory => addon.probe(directory),
    observe: async question => (observe[question.strategy] ?? addon.observe)(question),
    residency: async () => resident,
    warm: async () => resident,
    evict: async () => resident,
    run: spec => addon.run(spec, () => {}).done,
    dispose: () => {},
  };
}

const textbookTable = (worker: WorkerClient): Promise<Report> =>
  profile(
    { ...defaultRequest, paths: [input], scenario: 'textbook-table', rounds: 1, budgetMs: 1 },
    { client: worker },
  );

const rowOf = ({ transfers }: Report, strategy: StrategyName) =>
  transfers.find(transfer => transfer.strategy === strategy)!;

async function withRule<T>(strategy: StrategyName, rule: Rule, body: () => Promise<T>): Promise<T> {
  const rules = copyRules['file-to-socket'];
  const right = rules[strategy]!;
  rules[strategy] = rule;
  try {
    return await body();
  } finally {
    rules[strategy] = right;
  }
}

test('this kernel confirms the table, and every hop of it was observed', async () => {
  const report = await textbookTable(client({}));
  assert.equal(report.scenario?.verdict, 'confirmed', said(report.scenario?.because));
  assert.match(said(report.scenario!.because), /read-write: 2 CPU copies per byte were observed/);
  for (const { copies } of report.transfers)
    for (const hop of copies) assert.notEqual(hop.moverEvidence, 'model', JSON.stringify(hop));
});

test('a kernel that copies where sendfile hands out pages refutes the table', { skip }, async () => {
  const copying = (question: ObservationQuestion) => observeUnder('sendfile 1 1000 copy 0', question);
  const report = await textbookTable(client({ sendfile: copying }));
  assert.equal(report.scenario?.verdict, 'refuted', said(report.scenario?.because));
  assert.match(said(report.scenario!.because), /sendfile: 1 CPU copies per byte were observed, textbook 0/);
  const { notes } = rowOf(report, 'sendfile');
  assert.match(
    notes.map(said).join(),
    /the rules expect page references, and the experiment showed a CPU copy/,
  );
});

test('a kernel whose read hands out pages refutes it the other way', { skip }, async () => {
  const aliasing = (question: ObservationQuestion) => observeUnder('read 1 1000 alias 0', question);
  const report = await textbookTable(client({ 'read-write': aliasing }));
  assert.equal(report.scenario?.verdict, 'refuted', said(report.scenario?.because));
  assert.match(said(report.scenario!.because), /read-write: 1 CPU copies per byte were observed, textbook 2/);
});

test('a wrong rule changes no verdict: the report shows its word and what was observed', async () => {
  const wrong: Rule = facts => [
    cpuCopy({
      from: 'page-cache',
      to: 'socket-buffer',
      bytes: facts.run.bytes,
      evidence: 'counted',
      note: verbatim(''),
    }),
  ];
  const report = await withRule('sendfile', wrong, () => textbookTable(client({})));
  assert.equal(report.scenario?.verdict, 'confirmed', said(report.scenario?.because));
  const { copies, notes } = rowOf(report, 'sendfile');
  const [hop] = copies;
  assert.deepEqual([hop?.by, hop?.ruleBy, hop?.moverEvidence], ['reference', 'cpu', 'observed']);
  assert.match(
    notes.map(said).join(),
    /the rules expect a CPU copy, and the experiment showed page references/,
  );
});

test('without an experiment the table is consistent with the model, and not decided', async () => {
  const refused = (): Observed => {
    throw Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'statfs', path: folder });
  };
  const report = await textbookTable(client({ sendfile: refused }));
  assert.equal(report.scenario?.verdict, 'not-decidable', said(report.scenario?.because));
  assert.match(
    said(report.scenario!.because),
    /sendfile: 0 CPU copies per byte are consistent with the model/,
  );
  assert.match(rowOf(report, 'sendfile').notes.map(said).join(), /could not be finished \(statfs: ENOSPC\)/);
});

/** Calls of the sender's thread on a path, each of which fails once during the experiment. */
const refusals: [StrategyName, ObservationQuestion['route'], call: string, errno: number, code: string][] = [
  ['sendfile', 'file-to-socket', 'sendfile', constants.errno.EIO, 'EIO'],
  ['splice', 'file-to-socket', 'splice', constants.errno.EINVAL, 'EINVAL'],
  ['vmsplice', 'file-to-pipe', 'vmsplice', constants.errno.ENOMEM, 'ENOMEM'],
  ['read-write', 'file-to-file', 'write', constants.errno.ENOSPC, 'ENOSPC'],
  ['copy-file-range', 'file-to-file', 'copy_file_range', constants.errno.EXDEV, 'EXDEV'],
  ['read-write', 'socket-to-file', 'recvfrom', constants.errno.ECONNRESET, 'ECONNRESET'],
  ['io-uring', 'file-to-file', 'io_uring_setup', constants.errno.ENOSYS, 'ENOSYS'],
];

for (const [strategy, route, call, errno, code] of refusals)
  test(`${call} that fails with ${code} under the experiment is kept, and decides nothing`, { skip }, () => {
    const question: ObservationQuestion = { strategy, route, socket: 'tcp', directory: folder };
    const { failure, segments } = observeUnder(`${call} 1 1000 error ${errno}`, question);
    assert.deepEqual([failure?.code, failure?.syscall], [code, call]);
    assert.deepEqual(segments, []);
  });

test('a run of the experiment that never ends is ended, and says so', { skip }, () => {
  const question: ObservationQuestion = {
    ...{ strategy: 'sendfile', route: 'file-to-socket', socket: 'tcp', directory: folder },
  };
  const { failure } = observeUnder(`sendfile 1 1000000000 error ${constants.errno.EINTR}`, question);
  assert.equal(failure?.code, 'ETIMEDOUT');
});
