import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { message } from '../../../src/messages/message';
import { textsIn } from '../../../src/messages/texts';
import { verbatim } from '../../../src/model/message';
import { type Report, reportSchema } from '../../../src/model/report';
import { csvOf } from '../../../src/report/csv';
import { documentOf } from '../../../src/report/document';
import { htmlOf } from '../../../src/report/html';
import { markdownOf } from '../../../src/report/markdown';
import { redacted } from '../../../src/report/redact';
import { renderTerminal } from '../../../src/report/terminal';
import { report as plainReport, readWrite, sendfile } from '../panelReports';

/** No export may contain a name below. */
const secrets = /alice|wonderland|merger|turnip|acme|tardis|br-lab|nas01|vault|кот/i;

const path = "/home/alice/Merger Plans/кот turnip's.bin";

/** Names wherever a report holds one. */
function telling(): Report {
  const value = plainReport();
  const spoilt = {
    ...readWrite,
    strategy: 'splice' as const,
    variant: '/mnt/vault/label',
    summary: null,
    failed: {
      what: message('run.failed-path', { running: verbatim('splice'), call: 'openat (ENOENT)', path }),
      why: verbatim(`ENOENT: no such file or directory, open '${path}'.`),
      remedy: verbatim(
        'Look into C:\\Users\\alice\\Merger or ~/merger, ./turnip.bin, file:///srv/acme/x, nas01:/vault/y.',
      ),
    },
    notes: [
      message('note.nic', { cards: ['br-lab0'] }),
      message('tried-elsewhere', { folder: '/mnt/vault', errno: 'EROFS', other: '/tmp/alice' }),
      verbatim('tardis told alice that merger plans lie on nas01.'),
    ],
  };
  const absent = {
    ...sendfile,
    strategy: 'reflink' as const,
    summary: null,
    runs: [],
    unsupported: {
      why: message('output-not-creatable.why', {
        folder: '/mnt/vault/acme',
        call: 'openat',
        errno: 'EACCES',
      }),
      remedy: verbatim('Ask alice@tardis.'),
      reason: { code: 'output-not-creatable', values: { folder: '/mnt/vault/acme', errno: 'EACCES' } },
    },
  };
  return {
    ...value,
    input: { ...value.input, paths: [path, '/srv/acme/data/second.bin'] },
    machine: {
      ...value.machine,
      kernel: 'Linux 6.12.0-alice+wonderland',
      nics: [{ name: 'br-lab0', scatterGather: false }],
      filesystem: { type: 'nfs4', mount: '/mnt/vault', device: 'nas01:/export/wonderland', reflink: null },
      evidence: {
        observed: {
          available: false,
          why: message('experiment-without-scratch.why', { folder: '/mnt/vault' }),
          remedy: verbatim('Write to /mnt/vault/merger.'),
        },
      },
    },
    transfers: [...value.transfers, spoilt, absent],
    warnings: [
      {
        what: message('warning.changed', { change: message('changed.removed', { path }) }),
        remedy: verbatim(path),
      },
    ],
    observations: [
      {
        ...{ strategy: 'sendfile', route: 'file-to-socket', socket: 'tcp', segments: [], tookNs: 1 },
        failure: { code: 'ENOSPC', syscall: 'openat', path: '/mnt/vault/.scratch' },
      },
    ],
  };
}

const names = ['tardis', 'alice'];

const exports: Record<string, (report: Report) => string> = {
  json: report => JSON.stringify(report),
  markdown: report => markdownOf(report, textsIn('ru')),
  html: report => htmlOf(report),
  csv: csvOf,
  text: report => renderTerminal(documentOf(report), { width: 100, color: false }),
};

for (const [form, rendered] of Object.entries(exports))
  test(`${form}: no path, file's, host's, user's or card's name is left`, () => {
    if (form !== 'csv') assert.match(rendered(telling()), secrets, 'the report holds such names');
    assert.doesNotMatch(rendered(redacted(telling(), names)), secrets);
  });

test('a redacted report is a report, with every figure and reason it had', () => {
  const before = telling();
  const now = redacted(before, names);
  assert.ok(v.is(reportSchema, now));
  assert.deepEqual(now.comparison, before.comparison);
  assert.deepEqual(
    now.transfers.map(({ strategy, summary, copies }) => ({ strategy, summary, copies })),
    before.transfers.map(({ strategy, summary, copies }) => ({ strategy, summary, copies })),
  );
  assert.equal(now.transfers.at(-1)?.unsupported?.why.id, 'output-not-creatable.why');
  assert.equal(now.transfers.at(-1)?.unsupported?.reason?.values.errno, 'EACCES');
  assert.deepEqual(now.advice, before.advice);
});

test('what names nobody stays', () => {
  const { machine, input, notes } = {
    ...redacted(plainReport()),
    notes: redacted({
      ...plainReport(),
      warnings: [
        {
          what: message('device-bytes-untold.why'),
          remedy: verbatim('Read /proc/self/io; read/write at 1 MiB/s.'),
        },
      ],
    }).warnings,
  };
  assert.equal(machine.filesystem.device, '/dev/vda1');
  assert.deepEqual([machine.filesystem.mount, machine.kernel], ['/', 'Linux 6.18.5']);
  assert.deepEqual(input.paths, ['file-1']);
  assert.deepEqual(notes[0]?.remedy, verbatim('Read /proc/self/io; read/write at 1 MiB/s.'));
});

test('redacting twice changes nothing more, and the report itself is left alone', () => {
  const value = telling();
  const copy = structuredClone(value);
  const once = redacted(value, names);
  assert.deepEqual(value, copy);
  assert.deepEqual(redacted(once, names), once);
});
