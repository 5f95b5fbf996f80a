import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roundSeries } from '../../media/panel/rounds/series';
import { costing, report, transfer } from './measure/samples';
import { report as panelReport, sweepReport } from './panelReports';

test('each timed round is a point, in its order, with the median of just these', () => {
  const [loop, sendfile] = panelReport().transfers;
  assert.ok(loop?.summary && sendfile);
  const runs = [300, 100, 200, 400].map(cost => costing(cost));
  const untimed = { ...costing(9000), phase: 'warm-up' as const };
  const shown = report([{ ...transfer({ runs: [untimed, ...runs] }), summary: loop.summary }]);
  const [series, ...more] = roundSeries(shown);
  assert.deepEqual(more, []);
  assert.deepEqual(series?.costs.map(Math.round), [300, 100, 200, 400]);
  assert.equal(Math.round(series?.median ?? 0), 250);
});

test('one round is no distribution, and of a sweep the answer’s two rows are drawn', () => {
  const loop = panelReport().transfers[0]!;
  assert.deepEqual(roundSeries(report([{ ...loop, runs: [costing(1)] }])), []);
  assert.ok(roundSeries(sweepReport()).length <= 2);
});
