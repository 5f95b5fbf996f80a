import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbatim } from '../../../src/model/message';
import type { Report } from '../../../src/model/report';
import type { Run } from '../../../src/model/sample';
import type { AnyReport } from '../../../src/report/anyReport';
import { panelHtml } from '../../../src/ui/panel/html';
import { remember, reportInView } from '../../../src/ui/panel/replay';
import type { HostMessage } from '../../../src/ui/panelProtocol';

const page = panelHtml({
  script: 'https://host/panel.js',
  style: 'https://host/panel.css',
  cspSource: 'https://host',
  nonce: 'n0nce',
  language: 'ru',
  title: '"><script>alert(1)</script>',
});

test('nothing but our own script may run, and nothing is fetched from elsewhere', () => {
  const policy = /content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.match(policy, /^default-src 'none'; script-src 'nonce-n0nce';/);
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|\*/);
  assert.equal(page.match(/<script/g)?.length, 1);
});

const running: HostMessage = { kind: 'running', title: 'file', context: null };
const report = {} as Report;
const event = (kind: 'started' | 'report'): HostMessage => ({ kind: 'event', event: { kind, report } });
const round: HostMessage = { kind: 'event', event: { kind: 'round', index: 0, run: {} as Run } };
const progress = (bytesDone: number): HostMessage => ({
  kind: 'event',
  event: { kind: 'progress', label: verbatim(''), bytesDone, bytesPlanned: 9, msLeft: null },
});
const after = (...messages: HostMessage[]) => messages.reduce(remember, [] as HostMessage[]);

test('a page loaded during a run is told the newest report and the rounds since', () => {
  const shown = after(
    running,
    event('started'),
    progress(1),
    round,
    event('report'),
    round,
    progress(2),
    progress(3),
  );
  assert.deepEqual(shown, [running, event('report'), round, progress(3)]);
});

test('a broken run keeps what it measured in view', () => {
  const error: HostMessage = { kind: 'error', problem: { what: 'a', why: 'b', remedy: 'c' } };
  assert.deepEqual(after(running, event('report'), error), [running, event('report'), error]);
});

test('a whole report replaces the run it ends; notices are shown once only', () => {
  const whole: HostMessage = {
    kind: 'report',
    report,
    origin: { kind: 'run', name: 'file', historyId: null },
    context: null,
  };
  assert.deepEqual(after(running, event('report'), whole, { kind: 'notice', text: 'x' }), [whole]);
});

test('an export gives what is shown: a run’s own figures, never those of the report before it', () => {
  const earlier = { tool: 'earlier' } as Report;
  const own = { tool: 'own' } as Report;
  const shown = (messages: HostMessage[]) => messages.reduce<AnyReport | null>(reportInView, earlier);
  const failed: HostMessage = { kind: 'error', problem: { what: '', why: '', remedy: '' } };
  assert.equal(shown([running]), null);
  assert.equal(shown([running, { kind: 'event', event: { kind: 'report', report: own } }, failed]), own);
  assert.equal(shown([{ kind: 'idle' }]), null);
  assert.equal(shown([{ kind: 'notice', text: 'Copied.' }]), earlier);
});
