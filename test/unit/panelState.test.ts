import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyModel, type Model, reduce } from '../../media/panel/state';
import { verbatim } from '../../src/model/message';
import type { HostMessage } from '../../src/ui/panelProtocol';
import { readWrite, report } from './panelReports';
import { proof } from './proofs';
import { tracedRun } from './traces';

const after = (...messages: HostMessage[]): Model => messages.reduce(reduce, emptyModel);
const begun: HostMessage = { kind: 'running', title: 'video.mp4', context: null };
const started: HostMessage = {
  kind: 'event',
  event: { kind: 'started', report: report({ transfers: [{ ...readWrite, runs: [] }] }) },
};
const round: HostMessage = { kind: 'event', event: { kind: 'round', index: 0, run: readWrite.runs[0]! } };

test('rounds add their runs to the report while it is measured', () => {
  const model = after(begun, started, round, round);
  assert.equal(model.report!.transfers[0]!.runs.length, 2);
  assert.ok(model.running);
});

test('a round before its plan, or of a transfer that is not there, does no harm', () => {
  assert.equal(after(begun, round).report, null);
  const stray: HostMessage = { kind: 'event', event: { kind: 'round', index: 9, run: readWrite.runs[0]! } };
  assert.equal(after(begun, started, stray).report!.transfers[0]!.runs.length, 0);
});

test('a report ends the run', () => {
  const origin = { kind: 'run', name: 'video.mp4', historyId: 'a' } as const;
  const model = after(begun, started, { kind: 'report', report: report(), origin, context: null });
  assert.equal(model.running, null);
  assert.equal(model.origin!.historyId, 'a');
});

test('an error keeps what was measured', () => {
  const problem = { what: 'The worker died.', why: 'SIGSEGV.', remedy: 'Profile again.' };
  const model = after(begun, started, round, { kind: 'error', problem });
  assert.equal(model.running, null);
  assert.equal(model.report!.transfers[0]!.runs.length, 1);
  assert.deepEqual(model.problem, problem);
});

test('the next run clears the last one with its error', () => {
  const problem = { what: 'a', why: 'b', remedy: 'c' };
  const model = after(begun, started, { kind: 'error', problem }, begun);
  assert.equal(model.problem, null);
  assert.equal(model.report, null);
});

test('progress is kept only while a run goes on', () => {
  const event = {
    kind: 'progress',
    label: verbatim('splice'),
    bytesDone: 1,
    bytesPlanned: 4,
    msLeft: 3,
  } as const;
  assert.equal(after(begun, { kind: 'event', event }).running!.bytesPlanned, 4);
  assert.equal(after({ kind: 'event', event }).running, null);
});

const traced: HostMessage = {
  kind: 'trace',
  now: { trace: tracedRun(), title: 'x', notes: [] },
  before: null,
};

test('a trace ends what is under way, and both come into view', () => {
  const model = after({ kind: 'tracing', title: 'x' });
  assert.deepEqual([model.tracing?.title, model.view.tab], ['x', 'trace']);
  const ended = reduce(model, traced);
  assert.deepEqual([ended.tracing, ended.trace, ended.view.tab], [null, traced, 'trace']);
});

test('a trace that breaks leaves the one before it in view', () => {
  const problem = { what: 'a', why: 'b', remedy: 'c' };
  const model = after(traced, { kind: 'tracing', title: 'x' }, { kind: 'error', problem });
  assert.deepEqual([model.tracing, model.trace, model.problem], [null, traced, problem]);
});

test('a lens brings its relay into view', () => {
  const model = after(traced, { kind: 'idle' }, { kind: 'selectRelay', relay: 2 });
  assert.deepEqual([model.selectedRelay, model.view.tab], [2, 'trace']);
});

test('a message of an unknown kind changes nothing', () => {
  assert.equal(reduce(emptyModel, { kind: 'later' } as unknown as HostMessage), emptyModel);
});

const now = { proof: proof(), url: 'http://127.0.0.1:8080/', folder: 'public' };

test('a proof ends its waiting and shows itself at the step with the verdict', () => {
  const proving: HostMessage = { kind: 'proving', title: now.url };
  assert.equal(after(proving).proving?.title, now.url);
  assert.equal(after(proving).view.tab, 'proof');
  const walked = after({ kind: 'proof', now, before: null });
  const again = [proving, { kind: 'proof', now, before: proof() } as const].reduce<Model>(reduce, {
    ...walked,
    view: { ...walked.view, proofStep: 0 },
  });
  assert.equal(again.proving, null);
  assert.equal(again.view.proofStep, 2);
  assert.ok(again.proof?.before);
});

test('a proof that fails stops its waiting and leaves the last one in view', () => {
  const problem = { what: 'a', why: 'b', remedy: 'c' };
  const model = after(
    { kind: 'proof', now, before: null },
    { kind: 'proving', title: now.url },
    { kind: 'error', problem },
  );
  assert.deepEqual([model.proving, model.problem], [null, problem]);
  assert.ok(model.proof);
});

test('proofs, traces and runs do not displace each other', () => {
  const model = after({ kind: 'proof', now, before: null }, begun);
  assert.ok(model.proof && model.running);
});
