// What the panel makes of hostile text, unreadable reports, odd figures and odd languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { verbatim } from '../../../src/model/message';
import type { Report } from '../../../src/model/report';
import type { HostMessage } from '../../../src/ui/panelProtocol';
import { hop, readWrite, report, sweepReport } from '../../unit/panelReports';
import { openPanelPage, type PanelPage } from '../panelPage';
import { init, shown } from '../panelScenes';

let browser: Browser;
let panel: PanelPage;
before(async () => {
  browser = await launchBrowser();
  panel = await openPanelPage({ browser });
  await panel.tell(init());
});
after(async () => {
  await panel.close();
  await browser.close();
  assert.deepEqual(panel.complaints, []);
});

const body = () => panel.page.locator('#app').innerText();

test('hostile text is only ever text', async () => {
  const bad = `</script><img src=x onerror="window.broken=1">\u202egnp.exe<b>${'A'.repeat(1 << 20)}`;
  const one = report();
  const hop1 = { ...hop('page-cache', 'user-buffer', 'cpu', 'counted'), note: verbatim(bad) };
  const transfer = { ...readWrite, notes: [verbatim(bad)], copies: [hop1], runs: [] };
  const failed = {
    ...readWrite,
    summary: null,
    failed: { what: verbatim(bad), why: verbatim(bad), remedy: verbatim(bad) },
  };
  const hostile: Report = {
    ...one,
    input: { ...one.input, paths: [bad] },
    machine: {
      ...one.machine,
      kernel: bad,
      evidence: { [bad]: { available: false, why: verbatim(bad), remedy: verbatim(bad) } },
    },
    transfers: [transfer, failed],
    comparison: [],
    advice: {
      ...one.advice!,
      text: verbatim(bad),
      limits: verbatim(bad),
      figures: [{ label: verbatim(bad), value: verbatim(bad), evidence: 'model' }],
    },
    scenario: {
      id: bad,
      claim: verbatim(bad),
      source: verbatim(bad),
      verdict: 'confirmed',
      because: verbatim(bad),
    },
    warnings: [{ what: verbatim(bad), remedy: verbatim(bad) }],
    createdAt: bad,
  };
  await panel.tell(shown(hostile));
  await panel.page.locator('.opener').first().click();
  await panel.tell();
  assert.equal(await panel.page.evaluate(() => 'broken' in window), false);
  assert.equal(await panel.page.locator('#app img').count(), 0);
  const text = await body();
  assert.match(text, /onerror/);
  assert.ok(!text.includes('\u202e') && text.length < 30_000, `${text.length} letters`);
  assert.ok((await panel.page.evaluate(() => document.documentElement.scrollWidth)) <= 1280);
});

test('a report that can not be drawn says so, and the next one is drawn', async () => {
  await panel.tell(shown({ schema: 'iopath-report/9' } as unknown as Report));
  assert.match(
    await panel.page.locator('[role=alert]').innerText(),
    /cannot be shown[\s\S]*Open another report/,
  );
  await panel.tell(shown(report()));
  assert.match(await panel.page.locator('.strategies').innerText(), /−59 %/);
});

test('odd figures leave the page whole', async () => {
  const odd = { ...readWrite, inputBytes: 0, modeSwitches: 0, chunkBytes: 1, runs: [] };
  const summary = { ...readWrite.summary!, bytesPerSecond: { median: 0, mad: 0, min: 0, max: 0, n: 0 } };
  const huge = { ...readWrite, inputBytes: Number.MAX_SAFE_INTEGER, summary, copies: [] };
  await panel.tell(
    shown(report({ transfers: [odd, huge], comparison: [], input: { ...report().input, bytes: 0 } })),
  );
  assert.equal(await panel.page.locator('.strategies tbody tr').count(), 2);
  await panel.tell(shown(report({ transfers: [], comparison: [], advice: null })));
  assert.match(await body(), /All strategies/);
});

test('a language that Intl refuses costs the figures their commas, not the panel', async () => {
  for (const language of ['C', 'en-US@posix', '']) {
    const odd = await openPanelPage({ browser, language });
    try {
      await odd.tell({ ...init(), language } as HostMessage, shown(sweepReport()));
      await odd.page.locator('io-curves canvas').waitFor();
      assert.match(await odd.page.locator('#app').innerText(), /All strategies/);
      assert.deepEqual(odd.complaints, [], language);
    } finally {
      await odd.close();
    }
  }
});
