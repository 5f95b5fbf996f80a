import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { profile } from '../../../src/measure/profile';
import { defaultRequest } from '../../../src/measure/request';
import { verbatim } from '../../../src/model/message';
import { Problem } from '../../../src/model/problem';
import type { ProfileEvent, ProfileRequest } from '../../../src/model/profile';
import type { Transfer } from '../../../src/model/report';
import { strategyNames } from '../../../src/model/strategy';
import { said } from '../../english';
import { answer, bytesOf, calls, type FakeOptions, fakeWorker, mib, probe } from './samples';

const folder = mkdtempSync(join(tmpdir(), 'iopath-profile-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.bin');
writeFileSync(file, Buffer.alloc(300_000, 1));

const request = (changes: Partial<ProfileRequest> = {}): ProfileRequest => ({
  ...defaultRequest,
  paths: [file],
  strategies: ['read-write', 'sendfile'],
  receiver: 'poll',
  rounds: 7,
  ...changes,
});

async function profiled(
  changes: Partial<ProfileRequest> = {},
  options: FakeOptions = {},
  signal?: AbortSignal,
  now?: () => number,
) {
  const client = fakeWorker(options);
  const events: ProfileEvent[] = [];
  const report = await profile(request(changes), {
    client,
    onEvent: event => events.push(event),
    ...(signal ? { signal } : {}),
    ...(now ? { now } : {}),
  });
  return { report, events, client };
}

const phasesOf = (runs: { phase: string }[]) => runs.map(({ phase }) => phase);

test('each transfer is warmed up, verified, timed and sampled, and no run is left out', async () => {
  const { report, client } = await profiled();
  for (const { runs } of report.transfers)
    assert.deepEqual(phasesOf(runs), ['warm-up', 'verify', ...Array(7).fill('timed'), 'sampled']);
  const kept = report.transfers.reduce((sum, { runs }) => sum + runs.length, 0);
  assert.equal(kept, client.specs.length);
});

test('each run is announced before it begins, even one that ends before it reports bytes', async () => {
  const { events, client } = await profiled();
  const seen = events.filter(({ kind }) => kind === 'progress' || kind === 'round').map(({ kind }) => kind);
  assert.deepEqual(
    seen,
    client.specs.flatMap(() => ['progress', 'round']),
  );
});

test('rounds are interleaved: no strategy runs twice in a round, and the order changes', async () => {
  const { client } = await profiled({ rounds: 12, strategies: ['read-write', 'mmap-write', 'sendfile'] });
  const timed = client.specs.slice(6, 6 + 36).map(({ strategy }) => strategy);
  const rounds = Array.from({ length: 12 }, (_, round) => timed.slice(round * 3, round * 3 + 3));
  for (const round of rounds) assert.equal(new Set(round).size, 3);
  assert.ok(new Set(rounds.map(String)).size > 1, 'the order is the same in every round');
});

test('only the verifying round hashes, only the sampled one samples', async () => {
  const { client } = await profiled();
  assert.equal(client.specs.filter(({ sink }) => sink === 'verify').length, 2);
  assert.equal(client.specs.filter(({ sampleHz }) => sampleHz > 0).length, 2);
});

test('the report holds ratios, copies, advice and the textbook', async () => {
  const { report } = await profiled();
  const [loop, sendfile] = report.transfers;
  assert.equal(loop?.copies.filter(({ by }) => by === 'cpu').length, 2);
  assert.equal(sendfile?.textbook?.cpuCopies, 0);
  assert.equal(sendfile?.integrity?.ok, true);
  assert.equal(report.comparison[0]?.against, 'read-write 64 KiB');
  assert.ok(Math.abs(report.comparison[0]!.ratio - 0.4) < 0.01);
  assert.equal(report.comparison[0]?.verdict, 'cheaper');
  assert.equal(report.advice?.strategy, 'sendfile');
});

test('the plan is told first, then rounds, and the last event is the report', async () => {
  const { report, events } = await profiled();
  assert.equal(events[0]?.kind, 'started');
  assert.equal(
    events[0]?.kind === 'started' && events[0].report.transfers.every(({ runs }) => runs.length === 0),
    true,
  );
  assert.equal(events.filter(({ kind }) => kind === 'round').length, 20);
  const last = events.at(-1);
  assert.ok(last?.kind === 'report');
  assert.deepEqual(last.report, report);
});

test('a report told while rounds go on does not change afterwards', async () => {
  const told: { report: unknown; text: string }[] = [];
  await profile(request(), {
    client: fakeWorker(),
    onEvent: event => {
      if (event.kind === 'started' || event.kind === 'report')
        told.push({ report: event.report, text: JSON.stringify(event.report) });
    },
  });
  for (const { report, text } of told) assert.equal(JSON.stringify(report), text);
});

test('all strategies are rows, also those that can not run here, with reason and remedy', async () => {
  const { report } = await profiled({ strategies: 'all', rounds: 1 }, { probe: probe(['io-uring']) });
  const atLoopsChunk = report.transfers.filter(({ chunkBytes }) => chunkBytes === 64 * 1024);
  assert.deepEqual(
    atLoopsChunk.map(({ strategy }) => strategy),
    [...strategyNames],
  );
  const row = report.transfers.find(({ strategy }) => strategy === 'io-uring');
  assert.deepEqual(row?.unsupported, {
    why: verbatim('no io-uring here.'),
    remedy: verbatim('Use another kernel.'),
  });
  assert.deepEqual(row?.runs, []);
});

test('calls that take a length are measured at the loop’s chunk, and with 1 MiB as they are written', async () => {
  const rowsOf = async (changes: Partial<ProfileRequest>) => {
    const { report } = await profiled({ rounds: 1, ...changes });
    return report.transfers
      .filter(({ chunkBytes }) => chunkBytes === 2 ** 20)
      .map(({ strategy }) => strategy);
  };
  assert.deepEqual(await rowsOf({ strategies: 'all', chunks: [8192] }), [
    'sendfile',
    'splice',
    'copy-file-range',
  ]);
  assert.deepEqual(await rowsOf({ strategies: 'all', chunks: [2 ** 21] }), []);
  assert.deepEqual(await rowsOf({ strategies: ['read-write', 'sendfile'], chunks: [8192] }), []);
});

test('where nothing can run, the report says so and nothing is asked of the backend', async () => {
  const { report, client } = await profiled({ strategies: 'all' }, { probe: probe([...strategyNames]) });
  assert.ok(report.transfers.every(({ unsupported }) => unsupported));
  assert.equal(client.specs.length, 0);
  assert.equal(report.advice, null);
});

test('what the backend refuses at the first run is a row, not a failure', async () => {
  const refusal = Object.assign(new Error('no'), {
    code: 'ENOTSUP',
    why: verbatim('no pages'),
    remedy: verbatim('other file'),
  });
  const { report } = await profiled(
    {},
    {
      run: spec => {
        if (spec.strategy === 'sendfile') throw refusal;
        return answer(spec);
      },
    },
  );
  assert.deepEqual(report.transfers[1]?.unsupported, {
    why: verbatim('no pages'),
    remedy: verbatim('other file'),
  });
  assert.equal(report.transfers[1]?.failed, null);
});

test('a strategy that breaks keeps its runs, and the others go on', async () => {
  let sent = 0;
  const { report } = await profiled(
    {},
    {
      run: spec => {
        if (spec.strategy === 'sendfile') sent += 1;
        if (spec.strategy === 'sendfile' && sent > 3)
          throw Object.assign(new Error('gone'), {
            code: 'ENODATA',
            syscall: 'sendfile',
            path: spec.files[0]?.path,
          });
        return answer(spec);
      },
    },
  );
  const [loop, broken] = report.transfers;
  assert.equal(broken?.runs.length, 3);
  assert.match(
    said(broken?.failed?.what ?? ''),
    /^sendfile 64 KiB failed in sendfile \(ENODATA\) on .*a\.bin\.$/,
  );
  assert.match(said(broken?.failed?.why ?? ''), /shorter/);
  assert.equal(loop?.runs.length, 10);
  assert.notEqual(report.advice?.strategy, 'sendfile');
});

test('a worker that dies costs the strategy that ran, and says how', async () => {
  const { report } = await profiled(
    {},
    {
      run: spec => {
        if (spec.strategy === 'sendfile')
          throw new Problem('job', {
            what: verbatim('The worker process died during the run.'),
            why: verbatim('SIGSEGV.'),
            remedy: verbatim('Again.'),
          });
        return answer(spec);
      },
    },
  );
  assert.equal(
    said(report.transfers[1]?.failed?.what),
    'sendfile 64 KiB: The worker process died during the run.',
  );
  assert.equal(report.transfers[0]?.failed, null);
});

test('bytes that arrive other than they left fail the transfer loudly', async () => {
  const { report } = await profiled(
    {},
    {
      run: spec =>
        answer(
          spec,
          spec.sink === 'verify' && spec.strategy === 'sendfile'
            ? { hash: { algorithm: 'x', source: 'a', sink: 'b' } }
            : {},
        ),
    },
  );
  assert.equal(report.transfers[1]?.integrity?.ok, false);
  assert.match(said(report.transfers[1]?.failed?.what ?? ''), /other bytes/);
  assert.equal(report.comparison.length, 0);
});

test('a cancelled run keeps what was measured', async () => {
  const cancel = new AbortController();
  let made = 0;
  const { report } = await profiled(
    {},
    {
      run: spec => {
        made += 1;
        if (made === 7) cancel.abort();
        if (made > 7) throw Object.assign(new Error('Cancelled.'), { code: 'ECANCELED' });
        return answer(spec);
      },
    },
    cancel.signal,
  );
  assert.equal(report.cancelled, true);
  assert.equal(
    report.transfers.reduce((sum, { runs }) => sum + runs.length, 0),
    7,
  );
  assert.ok(report.transfers.every(({ failed }) => failed === null));
  assert.ok(report.transfers.every(({ summary }) => summary !== null));
});

test('cold rounds drop the file from the cache before each, and say where it stayed', async () => {
  const { report, client } = await profiled({ cache: 'cold' });
  assert.equal(client.evicted.length, 16);
  assert.match(report.warnings.map(({ what }) => said(what)).join(), /Cold runs were not cold/);
  const really = await profiled(
    { cache: 'cold' },
    { run: spec => answer(spec, { cachedBytes: 0, deviceReadBytes: bytesOf(spec) }) },
  );
  assert.doesNotMatch(really.report.warnings.map(({ what }) => said(what)).join(), /cold/);
  assert.equal(really.report.transfers[1]?.copies[0]?.by, 'dma');
});

test('a receiver nobody chose is contrasted with a sleeping one, behind the rows asked for', async () => {
  const { report } = await profiled(
    { receiver: null },
    {
      run: spec => {
        const cost = spec.receiver === 'block' && spec.strategy === 'sendfile' ? 9 : 1;
        const base = answer(spec);
        return { ...base, sender: { ...base.sender, systemNs: base.sender.systemNs * cost } };
      },
    },
  );
  assert.deepEqual(
    report.transfers.map(({ strategy, receiver }) => `${strategy} ${receiver}`),
    ['read-write poll', 'sendfile poll', 'read-write block', 'sendfile block'],
  );
  assert.match(
    said(report.advice?.receiverNote ?? ''),
    /^The ranking flips with a sleeping receiver: read-write 64 KiB/,
  );
});

test('without samples to be had there is no sampled round', async () => {
  const bare = {
    ...probe(),
    evidence: {
      sampled: { available: false as const, why: verbatim('paranoid'), remedy: verbatim('lower it') },
    },
  };
  const { report } = await profiled({}, { probe: bare });
  assert.ok(report.transfers.every(({ runs }) => !runs.some(({ phase }) => phase === 'sampled')));
});

test('rounds end when the ratios are known, or with the budget', async () => {
  const steady = await profiled({ rounds: null });
  assert.equal(steady.report.transfers[0]?.summary?.cpuNsPerKiB.n, 7);
  let wobble = 0;
  const noisy = await profiled(
    { rounds: null, budgetMs: 30_000 },
    {
      run: spec => {
        wobble += 1;
        const base = answer(spec);
        return { ...base, sender: { ...base.sender, systemNs: base.sender.systemNs * (1 + (wobble % 7)) } };
      },
    },
  );
  assert.equal(noisy.report.transfers[0]?.summary?.cpuNsPerKiB.n, 60);
  const slow = { run: (spec: Parameters<typeof answer>[0]) => setTimeout(2, answer(spec)) };
  const poor = await profiled({ rounds: null, budgetMs: 1 }, slow);
  assert.equal(poor.report.transfers[0]?.summary?.cpuNsPerKiB.n, 1);
  assert.ok(poor.report.warnings.some(({ what }) => what.id === 'warning.few'));
});

test('a size sweep moves growing beginnings of the input and finds the crossover', async () => {
  const { report, client } = await profiled(
    { sweep: 'size' },
    {
      run: spec => {
        const bytes = bytesOf(spec);
        const cost = spec.strategy === 'sendfile' ? 20_000 + bytes / 10 : bytes / 2;
        const base = answer(spec);
        return { ...base, sender: { ...base.sender, systemNs: Math.round(cost) } };
      },
    },
  );
  assert.deepEqual(
    [...new Set(report.transfers.map(({ inputBytes }) => inputBytes))],
    [1024, 4096, 16384, 65536, 262144, 300_000],
  );
  assert.ok(client.specs.every(spec => bytesOf(spec) <= 300_000));
  const [turn] = report.crossovers;
  assert.deepEqual(
    [turn?.ahead, turn?.behind, turn?.low, turn?.high],
    ['sendfile', 'read-write', 16384, 65536],
  );
  assert.ok(turn!.fromBytes > 30_000 && turn!.fromBytes < 65_536, String(turn!.fromBytes));
});

test('a message sweep fetches each message from anywhere and tells where the order turns', async () => {
  const { report, client } = await profiled(
    { sweep: 'message', strategies: ['mmap-write', 'sendfile'] },
    {
      run: spec => {
        const calls = bytesOf(spec) / spec.chunkBytes;
        const cost = spec.strategy === 'sendfile' ? calls * 1000 : calls * 700 + bytesOf(spec) / 4;
        const base = answer(spec);
        return { ...base, sender: { ...base.sender, systemNs: Math.round(cost) } };
      },
    },
  );
  assert.ok(client.specs.every(({ order }) => order === 'random'));
  assert.deepEqual([report.conditions.order, report.conditions.swept], ['random', 'message']);
  const [turn] = report.crossovers;
  assert.deepEqual(
    [turn?.axis, turn?.ahead, turn?.behind, turn?.low, turn?.high],
    ['message', 'sendfile', 'mmap-write', 1024, 4096],
  );
});

test('best tries strategies and chunks and holds its winner against read-write and sendfile', async () => {
  const { report } = await profiled(
    { strategies: 'best' },
    {
      run: spec => {
        const best = spec.strategy === 'splice' && spec.chunkBytes === 1 << 20 ? 0.3 : 1;
        const base = answer(spec);
        return { ...base, sender: { ...base.sender, systemNs: Math.round(base.sender.systemNs * best) } };
      },
    },
  );
  const winner = report.transfers.find(
    ({ strategy, chunkBytes, variant }) => strategy === 'splice' && chunkBytes === 1 << 20 && !variant,
  );
  assert.ok(winner?.autotuned);
  assert.equal(report.advice?.strategy, 'splice');
  assert.equal(report.advice?.chunkBytes, 1 << 20);
  const against = new Set(report.comparison.filter(({ variant }) => !variant).map(entry => entry.against));
  assert.deepEqual([...against], ['read-write 64 KiB']);
  assert.ok(report.transfers.some(({ variant }) => variant === 'search'));
  assert.ok(report.advice?.figures.some(({ label }) => said(label).startsWith('Floor')));
});

test('a search chooses its finalists from rounds made together, and the floor is one of their rounds', async () => {
  const { report } = await profiled({ strategies: 'best' });
  const roundsOf = (wanted: (transfer: Transfer) => boolean) =>
    report.transfers
      .filter(transfer => wanted(transfer) && transfer.runs.length > 0)
      .map(({ runs }) => String(runs.filter(({ phase }) => phase === 'timed').map(({ round }) => round)));
  const finals = new Set(roundsOf(({ variant }) => variant === undefined));
  assert.deepEqual([...new Set(roundsOf(({ variant }) => variant === 'floor'))], [...finals]);
  assert.equal(finals.size, 1, 'baselines and finalists meet in the same rounds');
  const stages = report.transfers.filter(({ variant }) => variant === 'search');
  const last = stages.at(-1)!.runs.at(-1)!.round;
  const second = stages.filter(({ runs }) => runs.at(-1)?.round === last);
  const found = report.transfers.filter(({ autotuned, variant }) => autotuned && variant === undefined);
  assert.ok(found.length > 0);
  for (const { strategy, chunkBytes } of found)
    assert.ok(second.some(row => row.strategy === strategy && row.chunkBytes === chunkBytes));
});

test('an input too large for its time is cut, so that the rounds suffice for a verdict', async () => {
  const large = join(folder, 'large.bin');
  writeFileSync(large, '');
  truncateSync(large, 2 ** 30);
  let ms = 0;
  const slow = {
    run: (spec: Parameters<typeof answer>[0]) => {
      ms += bytesOf(spec) / 1e6;
      return answer(spec, { wallNs: bytesOf(spec) });
    },
  };
  const now = () => ms;
  const cut = await profiled({ paths: [large], rounds: null, budgetMs: 2000 }, slow, undefined, now);
  const moved = cut.report.transfers[0]!.inputBytes;
  assert.ok(moved < 2 ** 27 && moved % mib === 0, String(moved));
  assert.ok(
    cut.report.transfers.every(({ runs }) =>
      runs.every(({ phase, bytes }) => phase === 'warm-up' || bytes === moved),
    ),
  );
  assert.equal(cut.report.comparison[0]?.verdict, 'cheaper');
  assert.match(cut.report.warnings.map(({ what }) => said(what)).join(), /down to [\d.]+ %/);
  const whole = await profiled({ paths: [large], rounds: 7, budgetMs: 2000 }, slow, undefined, now);
  assert.equal(whole.report.transfers[0]?.inputBytes, 2 ** 30);
});

test('progress never runs backwards within its plan, and ends at its end', async () => {
  const { events } = await profiled(
    {},
    {
      run: (spec, options) => {
        options?.onProgress?.(bytesOf(spec) / 2);
        return answer(spec);
      },
    },
  );
  const told = events.filter(event => event.kind === 'progress');
  assert.ok(told.length > 10);
  for (const { bytesDone, bytesPlanned, label } of told) {
    assert.ok(bytesDone <= bytesPlanned);
    assert.match(said(label), /^(read-write|sendfile) 64 KiB, (warm-up|verification|timed|sampled)$/);
  }
});

test("a backend that answers with nonsense is told as such by the report's schema", async () => {
  await assert.rejects(profiled({}, { run: spec => answer(spec, { wallNs: Number.NaN }) }), /Invalid/);
});

test('what is wrong with the request is told before anything is forked', async () => {
  const bad: [Partial<ProfileRequest>, RegExp][] = [
    [{ chunks: [0] }, /chunk of '0'/],
    [{ chunks: [-1] }, /chunk of '-1'/],
    [{ chunks: [1e12] }, /chunk/],
    [{ chunks: [Number.NaN] }, /chunk/],
    [{ chunks: [1.5] }, /chunk/],
    [{ chunks: [] }, /No chunk/],
    [{ strategies: [] }, /No strategy/],
    [{ strategies: ['teleport' as never] }, /teleport/],
    [{ rounds: 0 }, /--runs can't be 0/],
    [{ budgetMs: 0 }, /budget/],
    [{ length: 0 }, /length/],
    [{ offset: -1 }, /offset/],
    [{ sendBufferBytes: 2 ** 31 }, /--sndbuf can't be/],
    [{ scenario: 'nope' }, /no scenario 'nope'/],
    [{ paths: [] }, /No file/],
  ];
  for (const [changes, what] of bad) {
    const client = fakeWorker();
    client.probe = () => assert.fail('the worker was asked');
    await assert.rejects(profile(request(changes), { client }), (error: unknown) => {
      assert.ok(error instanceof Problem && error.kind === 'input', String(error));
      assert.match(said(error.what), what);
      return true;
    });
  }
});

test('counts stand for one run of the middle, two mode switches a call', async () => {
  const { report } = await profiled(
    {},
    { run: spec => answer(spec, { syscalls: { sendfile: calls(5, bytesOf(spec)), close: calls(1) } }) },
  );
  assert.equal(report.transfers[1]?.modeSwitches, 12);
});
