import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conclude } from '../../../src/measure/conclude';
import { emptyTransfer, plan } from '../../../src/measure/plan';
import { defaultRequest } from '../../../src/measure/request';
import { summarize } from '../../../src/measure/summary';
import { textsIn } from '../../../src/messages/texts';
import { type Message, verbatim } from '../../../src/model/message';
import type { Observation } from '../../../src/model/observation';
import type { Report, Transfer } from '../../../src/model/report';
import { columnsOf, wrap } from '../../../src/report/columns';
import { doctorBlocks } from '../../../src/report/doctor';
import { documentOf } from '../../../src/report/document';
import { escaped, htmlOf } from '../../../src/report/html';
import { markdownOf } from '../../../src/report/markdown';
import { renderTerminal } from '../../../src/report/terminal';
import { calls, costing, mib, probe, report } from '../measure/samples';

const cost = { 'read-write': 250, sendfile: 100 } as const;

/** The aliasing experiment saw sendfile hand on references. */
const sendfileSeen: Observation = {
  ...{ strategy: 'sendfile', route: 'file-to-socket', socket: 'tcp', failure: null, tookNs: 1 },
  segments: [
    {
      ...{ from: 'page-cache', to: 'socket-buffer', shows: 'reference', means: 'flip', doubt: null },
      ...{ referenceBytes: 65536, copiedBytes: 0 },
    },
  ],
};

/** A whole report, worked out from runs as a job would. */
function whole(changes: Partial<Report> = {}, sweep: 'chunk' | null = null, rounds = 7): Report {
  const request = {
    ...defaultRequest,
    paths: ['/d'],
    receiver: 'poll' as const,
    strategies: ['read-write', 'sendfile', 'io-uring'] as never[],
    sweep,
  };
  const input = {
    files: [{ path: '/d/a', offset: 0, length: mib }],
    bytes: mib,
    modifiedMs: 0,
    directory: '/d',
    excluded: [],
    identities: [],
  };
  const cells = plan({ request, input, probe: probe(['io-uring']), cpus: 2 });
  const transfers = cells.map(cell => {
    const strategy = cell.spec.strategy as keyof typeof cost;
    if (cell.unsupported) return emptyTransfer(cell);
    const moved = {
      'read-write': { read: calls(16, mib), write: calls(16, mib) },
      sendfile: { sendfile: calls(16, mib) },
    };
    const runs = [...Array(rounds).keys()].map(n =>
      costing(cost[strategy] + n, {
        round: n + 1,
        ranAs: { strategy, because: null },
        syscalls: moved[strategy],
      }),
    );
    return { ...emptyTransfer(cell), runs };
  });
  return conclude(
    { ...report(transfers), observations: [sendfileSeen], ...changes },
    { cells, sweep, scenario: null, warnings: [] },
  );
}

const text = (value: Report) => renderTerminal(documentOf(value), { width: 100, color: false });

test('the table sets the textbook beside the measurement, with marks and evidence', () => {
  const lines = text(whole()).split('\n');
  const path = lines.find(line => line.startsWith('sendfile 64 KiB'));
  assert.match(path ?? '', /0 → 0 o +2 → 0 k ≠ +2 → 2 c/);
  const modelled = text(whole({ observations: [] })).split('\n');
  const unseen = modelled.find(line => line.startsWith('sendfile 64 KiB'));
  assert.match(unseen ?? '', /0 → 0 m/, 'what no experiment showed does not look observed');
  const cheapest = lines.filter(line => line.includes('█'))[0];
  assert.match(cheapest ?? '', /^sendfile 64 KiB +103 k .* 0\.4\d× \(0\.4\d–0\.4\d\) cheaper/);
  assert.match(text(whole()), /read-write 64 KiB .* baseline/);
});

test('some pages read from the disk are told as bytes, not as a fraction of a copy', () => {
  const read = whole();
  const copies = read.transfers[1]!.copies;
  copies.unshift({
    ...{ from: 'disk', to: 'page-cache', by: 'dma', bytes: 4096, note: verbatim('') },
    ...{ evidence: 'kernel', moverEvidence: 'kernel' },
  });
  const path = text(read)
    .split('\n')
    .find(line => line.startsWith('sendfile 64 KiB'));
  assert.match(path ?? '', /2 → 4 KiB read k/);
});

test('a drawing marks how each mover is known, and shows the rule that was wrong', () => {
  const read = whole();
  const page = htmlOf(read);
  assert.match(page, /Reference ◆/);
  assert.match(page, /◆ observed/);
  const hop = read.transfers[1]!.copies.find(({ to }) => to === 'socket-buffer')!;
  Object.assign(hop, { by: 'cpu', ruleBy: 'reference' });
  assert.match(htmlOf(read), /CPU copy ◆ ≠ Reference ◇/);
  assert.match(htmlOf(read), /CPU copy \(observed\) ≠ rule: Reference/);
});

test('one round has no spread, and nothing is claimed from it', () => {
  const once = text(whole({}, null, 1));
  assert.match(once, /0\.40?×, too few rounds/);
  assert.match(once, /Median of 1 round, .* too few rounds for an interval/);
  assert.match(
    once,
    /Measure longer: sendfile used 60 % less CPU than read\/write \(64 KiB\), but that may be chance\.\s+Rounds: 1 of\s+at\s+least 7\./,
  );
  assert.doesNotMatch(once, /95 %/);
});

test('no line of prose is longer than the terminal, no table wider than 100 columns', () => {
  for (const line of text(whole()).split('\n')) assert.ok(line.length <= 100, line);
});

test('what could not run is listed with why and what to do', () => {
  assert.match(text(whole()), /Not run here\n- io-uring: no io-uring here\. Use another kernel\./);
});

test('every reason for a difference stands below the table', () => {
  assert.match(text(whole()), /Where textbook and measurement differ[\s\S]*no network card/);
});

test('a cancelled, failed or empty report is still a page', () => {
  assert.match(text(whole({ cancelled: true })), /cancelled before its end/);
  const failed = whole();
  failed.transfers[1]!.failed = {
    what: verbatim('sendfile broke.'),
    why: verbatim('Disk.'),
    remedy: verbatim('Mend it.'),
  };
  assert.match(text(failed), /Failed\n- sendfile broke\. Disk\. Mend it\./);
  assert.ok(text(report([])).includes('I/O Path Profiler'));
});

test('without the right to sample the page says so, and what would mend it', () => {
  const value = whole();
  value.machine.evidence = {
    sampled: {
      available: false,
      why: verbatim('perf_event_open: EACCES.'),
      remedy: verbatim('Run as root.'),
    },
  };
  assert.match(text(value), /copying was not sampled\n {2}perf_event_open: EACCES\. Run as root\./);
  assert.doesNotMatch(text(whole()), /not sampled/);
});

test('a poller without a core of its own is not said to have one', () => {
  const value = whole();
  assert.match(text(value), /polls on its own core/);
  value.conditions.pinned = false;
  assert.match(text(value), /polls on a shared core/);
});

test('a sweep is a table of points with the cheapest of each row starred', () => {
  const lines = text(whole({}, 'chunk')).split('\n');
  const row = lines.find(line => line.trimStart().startsWith('64 KiB'));
  assert.match(row ?? '', /253 +103\*/);
  assert.equal(lines.filter(line => /\*$/.test(line)).length, 9);
});

test('a sweep of messages says so, and where the order turns', () => {
  const value = whole({}, 'chunk');
  value.conditions.swept = 'message';
  value.crossovers = [
    { axis: 'message', ahead: 'sendfile', behind: 'read-write', fromBytes: 2048, low: 1024, high: 4096 },
  ];
  assert.match(text(value), /by message size/);
  assert.match(text(value), /from about 2 KiB of message \(between 1 KiB and 4 KiB\)/);
});

test("the processor's counts make a table where every round has them, and none where one lacks them", () => {
  const hardware = { cycles: 2 * mib, instructions: mib, cacheMisses: 512 };
  const value = whole();
  const counted = (transfer: Transfer, rounds: number): Transfer => {
    const runs = transfer.runs.map((run, at) => (at < rounds ? { ...run, hardware } : run));
    return { ...transfer, runs, summary: runs.length > 0 ? summarize(runs) : null };
  };
  const shown = (rounds: number) =>
    text({ ...value, transfers: value.transfers.map(transfer => counted(transfer, rounds)) });
  assert.match(shown(7), /processor/);
  assert.match(shown(7), /sendfile 64 KiB +2\.000 k +1\.000 k +0\.50 +0\.50 k/);
  assert.doesNotMatch(shown(6), /sender's processor/i);
});

const hostile = '</title><script>alert(1)</script>"\'&`|*_[x](y)\n\u001b[31m';

function hostileReport(): Report {
  const value = whole();
  value.input.paths = [hostile];
  value.machine.cpuModel = hostile;
  value.warnings = [{ what: verbatim(hostile), remedy: verbatim(hostile) }];
  value.transfers[0]!.notes = [verbatim(hostile)];
  return value;
}

test('no name becomes markup or script in HTML', () => {
  const html = htmlOf(hostileReport());
  assert.ok(!/<script/i.test(html));
  assert.equal(html.slice(0, html.indexOf('</head>')).match(/<\/title>/g)?.length, 1);
  assert.match(html, /default-src 'none'/);
  assert.ok(!/(src|href)=/i.test(html), 'the page fetches something');
});

test('what HTML acts on is escaped, and nothing else', () => {
  assert.equal(escaped(`<a href="x">'&`), '&lt;a href=&quot;x&quot;&gt;&#39;&amp;');
  assert.equal(escaped('größe 文件'), 'größe 文件');
});

test('no name leaves its cell in Markdown', () => {
  const markdown = markdownOf(hostileReport());
  assert.ok(!markdown.includes('<script'));
  for (const line of markdown.split('\n').filter(one => one.startsWith('|'))) {
    const cells = line.replaceAll('\\|', '').split('|').length;
    assert.ok(cells === 9 || cells === 10 || cells === 8, line);
  }
  assert.ok(!markdown.includes('\n\u001b'));
});

test('no name drives the terminal', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.ok(!/[\u001b\u0007]/.test(text(hostileReport())));
});

test('colour is for terminals alone', () => {
  assert.ok(renderTerminal(documentOf(whole()), { width: 100, color: true }).includes('\u001b[1m'));
});

test('words wrap at the width, and a long one stands alone', () => {
  assert.deepEqual(wrap('aa bb cc', 5), ['aa bb', 'cc']);
  assert.deepEqual(wrap('a toolongword b', 5), ['a', 'toolongword', 'b']);
  assert.deepEqual(wrap('', 5), ['']);
});

test('the doctor names every strategy, route and source, and each reason once', () => {
  const found = probe(['reflink']);
  const page = renderTerminal(
    doctorBlocks({ probe: found, machine: report().machine, folder: '/d', cores: 1 }),
    { width: 100, color: false },
  );
  assert.match(page, /^sendfile +yes +yes +– +yes$/m);
  assert.match(page, /^reflink +– +no +– +–$/m);
  assert.equal(page.match(/no reflink here/g)?.length, 1);
  assert.match(page, /reflink \(file-to-file\): no reflink here\. Use another kernel\./);
  assert.match(page, /polling needs a second core/);
});

test('the doctor names the engines of a trace, and why one is missing', () => {
  const page = (noBpf: { why: Message; remedy: Message } | null) =>
    renderTerminal(
      doctorBlocks({ probe: probe([]), machine: report().machine, folder: '/d', cores: 1, noBpf }),
      { width: 200, color: false },
    );
  assert.match(page(null), /Trace engines +ptrace and bpf/);
  assert.match(
    page({ why: verbatim('It is refused.'), remedy: verbatim('Be root.') }),
    /bpf is missing: It is refused\. Be root\./,
  );
});

test('in every language no line of prose is wider than the terminal, and the cells of a column align', () => {
  for (const language of ['ru', 'zh-cn'] as const) {
    const page = renderTerminal(documentOf(whole(), textsIn(language)), { width: 100, color: false });
    const lines = page.split('\n');
    for (const line of lines) assert.ok(columnsOf(line) <= 110, `${language}: ${line}`);
    const rows = lines.filter(line => /^(read-write|sendfile) 64 KiB/.test(line));
    assert.ok(rows.length >= 4, language);
  }
  assert.deepEqual(wrap('网卡 eth0 可收集页，继续', 12), ['网卡 eth0 可', '收集页，继续']);
  assert.deepEqual(wrap('收集页，继续', 5), ['收集', '页，', '继续']);
  assert.equal(columnsOf('网卡 eth0'), 9);
});
