import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cutInput } from '../../src/measure/cutInput';
import type { Input } from '../../src/measure/files';
import { checkRequest, defaultRequest } from '../../src/measure/request';
import { scenarioById, scenarios } from '../../src/measure/scenarios';
import { all, decideByRatio, senderCpu } from '../../src/measure/scenarios/judging';
import { verbatim } from '../../src/model/message';
import { Problem } from '../../src/model/problem';
import type { Report, Transfer } from '../../src/model/report';
import type { Run } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import { inEnglish, said } from '../english';

/** A transfer whose timed rounds cost so many nanoseconds of CPU each, for a KiB. */
function row(strategy: StrategyName, costs: number[], changes: Partial<Transfer> = {}): Transfer {
  const runs = costs.map(
    (systemNs, round) =>
      ({
        phase: 'timed',
        round: round + 1,
        bytes: 1024,
        sender: { userNs: 0, systemNs },
        ranAs: { strategy, because: null },
      }) as Run,
  );
  return {
    strategy,
    chunkBytes: 65536,
    runs,
    unsupported: null,
    failed: null,
    summary: {},
    ...changes,
  } as Transfer;
}

const reportOf = (...transfers: Transfer[]) => ({ transfers }) as Report;

const sendfileBelow = (report: Report, limit = 1) =>
  decideByRatio(report, {
    over: { strategy: 'sendfile' },
    under: { strategy: 'read-write' },
    metric: senderCpu,
    holds: 'below',
    limit,
  });

test('every file that holds a scenario is in the index, under the id its name says', () => {
  const ids = readdirSync('src/measure/scenarios')
    .filter(name => /: Scenario = \{/.test(readFileSync(`src/measure/scenarios/${name}`, 'utf8')))
    .map(name => name.replace('.ts', '').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`));
  assert.ok(ids.length > 10);
  assert.deepEqual([...ids].sort(), scenarios.map(({ id }) => id).sort());
});

test('every case is a request that can be carried out', () => {
  for (const { cases } of scenarios)
    for (const { changes } of cases) checkRequest({ ...defaultRequest, paths: ['x'], ...changes });
});

test('cases of one scenario are told apart by name', () => {
  for (const { id, cases } of scenarios) {
    const names = cases.map(({ variant }) => variant ?? '');
    assert.equal(new Set(names).size, names.length, id);
  }
});

test('nothing measured decides nothing', () => {
  for (const { id, decide } of scenarios) assert.equal(decide(reportOf()).verdict, 'not-decidable', id);
});

test('a claim is confirmed only where the whole interval is on its side', () => {
  const cheap = row('sendfile', [40, 41, 42, 40, 41, 42, 41]);
  const dear = row('read-write', [100, 101, 99, 100, 101, 99, 100]);
  assert.equal(sendfileBelow(reportOf(cheap, dear)).verdict, 'confirmed');
  assert.equal(sendfileBelow(reportOf(cheap, dear), 0.3).verdict, 'refuted');
  assert.match(said(sendfileBelow(reportOf(cheap, dear)).because), /sendfile 64 KiB took 0\.4/);
});

test('costs that cannot be told apart refute a claim of less, and wide ones decide nothing', () => {
  const same = reportOf(
    row('sendfile', [100, 101, 99, 100, 101, 100, 99]),
    row('read-write', [100, 100, 100, 100, 100, 100, 100]),
  );
  assert.equal(sendfileBelow(same).verdict, 'refuted');
  const wild = reportOf(
    row('sendfile', [50, 150, 60, 140, 100, 55, 145]),
    row('read-write', [100, 100, 100, 100, 100, 100, 100]),
  );
  assert.equal(sendfileBelow(wild).verdict, 'not-decidable');
});

test('rounds too few for an interval decide nothing, however clear they look', () => {
  const few = reportOf(row('sendfile', [1, 1, 1, 1, 1, 1]), row('read-write', [9, 9, 9, 9, 9, 9]));
  const { verdict, because, measured } = inEnglish(sendfileBelow(few));
  assert.deepEqual([verdict, measured], ['not-decidable', '0.11×']);
  assert.match(because, /no interval: rounds made 6, needed 7/);
});

test('a row that could not run, or ran as another, leaves the claim undecided and says why', () => {
  const base = row('read-write', [1, 1, 1, 1, 1]);
  const absent = row('sendfile', [], {
    unsupported: { why: verbatim('the kernel lacks it'), remedy: verbatim('') },
  });
  assert.deepEqual(inEnglish(sendfileBelow(reportOf(absent, base))), {
    verdict: 'not-decidable',
    because: 'sendfile cannot run here: the kernel lacks it',
    measured: '–',
  });
  const other = row('sendfile', [1, 1]);
  other.runs[0]!.ranAs = { strategy: 'read-write', because: verbatim('EINVAL') };
  assert.match(said(sendfileBelow(reportOf(other, base)).because), /ran as read-write: EINVAL/);
});

test('several claims are as good as the worst of them', () => {
  const [yes, no, open] = (['confirmed', 'refuted', 'not-decidable'] as const).map(verdict => ({
    verdict,
    because: verbatim(verdict),
    measured: verbatim(''),
  }));
  assert.equal(all(yes!, yes!).verdict, 'confirmed');
  assert.equal(all(yes!, open!).verdict, 'not-decidable');
  assert.equal(all(open!, no!, yes!).verdict, 'refuted');
});

test('an unknown scenario is a problem that lists those there are', () => {
  assert.throws(
    () => scenarioById('none'),
    (error: unknown) => error instanceof Problem && /textbook-table/.test(said(error.why)),
  );
});

test('a cut input keeps every byte once, in pieces that look like files', () => {
  const input = {
    files: [
      { path: 'a', offset: 10, length: 25 },
      { path: 'b', offset: 0, length: 100 },
    ],
    bytes: 125,
  } as Input;
  const cut = cutInput(input, { mostBytes: 40, pieceBytes: 10, order: 'sequential' });
  assert.deepEqual(
    cut.files.map(({ path, offset, length }) => [path, offset, length]),
    [
      ['a', 10, 10],
      ['a', 20, 10],
      ['a', 30, 5],
      ['b', 0, 10],
      ['b', 10, 5],
    ],
  );
  assert.equal(cut.bytes, 40);
  const mixed = cutInput(input, { pieceBytes: 10, order: 'random' });
  assert.equal(
    mixed.files.reduce((sum, { length }) => sum + (length ?? 0), 0),
    125,
  );
  assert.notDeepEqual(mixed.files, cutInput(input, { pieceBytes: 10, order: 'sequential' }).files);
});

test('TLS tells what the kernel can do of it, whatever the verdict', () => {
  const { decide } = scenarioById('tls-user-space');
  const seen = { variant: 'bytes-seen' };
  const kernel = { variant: 'kernel-tls' };
  const loop = row('read-write', [100, 100, 100], seen);
  const lacking = row('sendfile', [], {
    ...kernel,
    unsupported: { why: verbatim('no tls module'), remedy: verbatim('') },
  });
  assert.match(
    said(decide(reportOf(loop, lacking)).because),
    /Kernel TLS: sendfile cannot run here: no tls module$/,
  );
  const had = row('sendfile', [50, 50, 50], kernel);
  assert.match(said(decide(reportOf(loop, had)).because), /Kernel TLS: sendfile 64 KiB .* took 0\.50?×/);
});
