import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Surroundings } from '../../../src/cli/command';
import { compare } from '../../../src/cli/commands/compare';
import { textsIn } from '../../../src/messages/texts';
import type { Report, Transfer } from '../../../src/model/report';
import { english, worded } from '../../english';
import { costing, report, transfer } from '../measure/samples';

const folder = mkdtempSync(join(tmpdir(), 'iopath-compare-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rounds = (ns: number, count = 9) =>
  Array.from({ length: count }, (_, place) => costing(ns + place / 100));
const costs = (ns: number, changes: Partial<Transfer> = {}, count = 9) =>
  transfer({ runs: rounds(ns, count), ...changes });

let files = 0;
function saved(content: Report | string | Uint8Array): string {
  const path = join(folder, `report-${files++}.json`);
  writeFileSync(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return path;
}

async function compared(args: string[], texts = english) {
  let out = '';
  const around: Surroundings = {
    out: text => {
      out += text;
    },
    err: () => {},
    ...{ errIsTerminal: false, outIsTerminal: false, width: 100, texts },
    signal: new AbortController().signal,
  };
  return { code: await compare.run(args, around), out };
}

test('a transfer that costs more beyond doubt fails a build, one within the limit does not', async () => {
  const before = saved(report([costs(100)]));
  const costlier = saved(report([costs(130)]));
  const within = await compared([before, costlier, '--fail-over', '40%']);
  assert.equal(within.code, 0);
  assert.match(within.out, /None costs over 40 % more/);
  const over = await compared([before, costlier, '--fail-over', '10']);
  assert.equal(over.code, 1);
  assert.match(over.out, /over the limit/);
  assert.equal((await compared([before, costlier])).code, 0, 'without a limit nothing fails');
});

test('noise and too few rounds never fail a build', async () => {
  const before = saved(report([costs(100)]));
  const noisy = [60, 190, 70, 180, 90, 170, 95, 160, 150].map(ns => costing(ns));
  const wide = await compared([before, saved(report([transfer({ runs: noisy })])), '--fail-over', '5%']);
  assert.equal(wide.code, 0);
  const few = await compared([before, saved(report([costs(900, {}, 3)])), '--fail-over', '5%']);
  assert.deepEqual([few.code, /too few rounds/.test(few.out)], [0, true]);
});

test('transfers are paired by their full key', async () => {
  const before = saved(
    report([costs(100), costs(500, { chunkBytes: 4096 }), costs(50, { variant: 'no-flush' })]),
  );
  const now = saved(
    report([costs(50, { variant: 'no-flush' }), costs(500, { chunkBytes: 4096 }), costs(100)]),
  );
  const { code, out } = await compared([before, now, '--fail-over', '1%', '--json']);
  const { schema, rows, limit } = JSON.parse(out) as {
    schema: string;
    limit: number;
    rows: { ratio: number; over: boolean }[];
  };
  assert.deepEqual([code, schema, limit, rows.length], [0, 'iopath-comparison/1', 0.01, 3]);
  assert.ok(rows.every(({ ratio, over }) => Math.abs(ratio - 1) < 0.01 && !over));
});

test('what differs in the circumstances is said, and JSON does not depend on the language', async () => {
  const before = saved(report([costs(100)]));
  const other = report([costs(100)]);
  const args = [before, saved({ ...other, machine: { ...other.machine, kernel: 'Linux 9.9' } })];
  assert.match((await compared(args)).out, /Kernel: Linux .* → Linux 9\.9/);
  assert.match((await compared(args, textsIn('ru'))).out, /Ядро: Linux .* → Linux 9\.9/);
  const json = await Promise.all(
    [english, textsIn('zh-cn')].map(texts => compared([...args, '--json'], texts)),
  );
  assert.equal(json[0]?.out, json[1]?.out);
});

test('a report of schema 1 is compared with one of the present schema', async () => {
  const old = join('test', 'unit', 'fixtures', 'reportV1.json');
  assert.equal((await compared([old, old, '--fail-over', '0%'])).code, 0);
});

test('hostile and broken input is refused with what, why and what to do', async () => {
  const good = saved(report([costs(100)]));
  const deep = `{"schema":"iopath-report/2","machine":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const bad: [string, RegExp][] = [
    [join(folder, 'none.json'), /ENOENT/],
    [folder, /not a regular file/],
    [join(folder, 'fifo'), /not a regular file/],
    [saved(''), /not JSON/],
    [saved('{"schema":'), /not JSON/],
    [saved(new Uint8Array([0xff, 0xfe])), /not JSON/],
    [saved('{}'), /no report/],
    [saved('{"schema":"iopath-report/9"}'), /iopath-report\/9/],
    [saved('{"schema":"iopath-report/2"}'), /does not fit/],
    [saved(deep), /does not fit|not JSON/],
    [saved('{"schema":"iopath-report/2","__proto__":{"transfers":[]}}'), /does not fit/],
  ];
  for (const [file, why] of bad)
    for (const args of [
      [file, good],
      [good, file],
    ])
      await assert.rejects(
        compared(args),
        worded({ what: /can't be read as a report/, why, remedy: /--json/ }),
        file,
      );
});

test('bad arguments are refused', async () => {
  const good = saved(report([costs(100)]));
  for (const args of [[], [good], [good, good, good]])
    await assert.rejects(compared(args), worded({ what: /Two reports are needed/ }));
  for (const limit of ['', 'x', '10%%', '1e3', '2000', '0x10', 'NaN'])
    await assert.rejects(
      compared([good, good, `--fail-over=${limit}`]),
      worded({ what: /is no limit/ }),
      limit,
    );
  const other = saved(report([costs(100, { strategy: 'sendfile' })]));
  await assert.rejects(compared([good, other]), worded({ what: /no transfer in common/ }));
});

test('no name of a report reaches the terminal as control characters', async () => {
  const value = report([costs(100)]);
  const hostile = {
    ...value,
    tool: '\u001b[2J',
    machine: { ...value.machine, kernel: 'x\u001b]0;y\u0007\u202e' },
  };
  const { out } = await compared([saved(hostile), saved(value)]);
  for (const letter of ['\u001b', '\u0007', '\u202e'])
    assert.ok(!out.includes(letter), JSON.stringify(letter));
});
