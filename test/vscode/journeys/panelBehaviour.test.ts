import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { verbatim } from '../../../src/model/message';
import { largeReport, nodeReport, report, sweepReport } from '../../unit/panelReports';
import { openPanelPage, type PanelPage } from '../panelPage';
import { comparison, init, loop, running, shown, views } from '../panelScenes';

let browser: Browser;
let panel: PanelPage;
before(async () => {
  browser = await launchBrowser();
  panel = await openPanelPage({ browser });
});
after(async () => {
  await panel.close();
  await browser.close();
  assert.deepEqual(panel.complaints, []);
});

const body = () => panel.page.locator('#app').innerText();
const row = (strategy: string) => panel.page.locator('.strategies tbody tr', { hasText: strategy }).first();
const lastAsked = async () => (await panel.asked()).at(-1);

test('says it is ready, and shows nothing it was not told', async () => {
  assert.deepEqual(await panel.asked(), [{ kind: 'ready', historyId: null }]);
  assert.equal(await body(), '');
});

test('the first screen says what to do', async () => {
  await panel.tell(init(), { kind: 'idle' });
  assert.equal(await panel.page.locator('.empty .drawing svg').count(), 2);
  await panel.page.getByText('Profile File…').first().click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'profileFile' });
});

test('a choice for the next run goes to the host', async () => {
  await panel.page.locator('.gear > summary').click();
  await panel.page.getByLabel('Chunk', { exact: true }).selectOption('1 MiB');
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'choose', choice: { name: 'chunkBytes', value: 1048576 } });
  await panel.page.getByLabel('Sweep', { exact: true }).selectOption('file sizes');
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'choose', choice: { name: 'sweep', value: 'size' } });
});

test('the path: an arrow for each hop of both strategies, at one scale', async () => {
  await panel.page.keyboard.press('Escape');
  await panel.tell(shown(report(), loop));
  const hops = (strategy: string) => panel.page.locator(`.drawing[data-strategy=${strategy}] .hop`).count();
  assert.equal(await hops('read-write'), 3);
  assert.equal(await hops('sendfile'), 2);
  await panel.page.getByLabel('Path on the right').selectOption({ label: 'splice' });
  await panel.tell();
  assert.equal(await hops('splice'), 3);
});

test('the table tells figures, their evidence, the textbook and the reason where they differ', async () => {
  const text = (await row('read-write').innerText()).replace(/\s+/g, ' ');
  assert.match(text, /baseline ◆ observed ?2 64 0\.04 245/);
  assert.match(await row('sendfile').innerText(), /recommended[\s\S]*−59 %/);
  assert.match(await row('splice').innerText(), /just as good/);
  assert.match(await row('msg-zerocopy').innerText(), /no measurable difference/);
  assert.match(
    (await row('msg-zerocopy').innerText()).replace(/\s+/g, ' '),
    /≠ ?textbook 0\. The kernel says/,
  );
  await panel.page.locator('.reasons summary').click();
  assert.match(await panel.page.locator('.reasons').innerText(), /SO_EE_CODE_ZEROCOPY_COPIED/);
});

test('the answer: a headline with its confidence, and four figures of loop and call', async () => {
  const hero = panel.page.locator('.hero');
  assert.equal(await hero.locator('h2').innerText(), 'sendfile: 59 % less CPU than read/write at 64 KiB');
  const tiles = (await hero.locator('.tiles').innerText()).replace(/\s+/g, ' ');
  assert.match(
    tiles,
    /CPU copies .*2 → .*0 Mode switches .*64 → .*32 Context switches .* CPU time .*245 → .*100/,
  );
  await hero.locator('details.chip summary').first().click();
  assert.match(
    await hero.locator('details.chip').first().innerText(),
    /Medium confidence[\s\S]*interrupted the test/,
  );
  await hero.locator('details.chip summary').first().click();
});

test('a headline names a call of the language, or says that there is none', async () => {
  await panel.tell(shown(report({ language: 'java' }), loop));
  const headline = () => panel.page.locator('.hero h2').innerText();
  assert.match(await headline(), /^transferTo: 59 % less CPU/);
  await panel.tell(shown(nodeReport(), { ...loop, language: 'javascript' }));
  assert.equal(await headline(), 'No call in Node copies less here');
  assert.match(await panel.page.locator('.subline').innerText(), /sendfile used 59 % less CPU, but Node/);
  await panel.tell(shown(report(), loop));
});

test('the answer is on the first screen, at 320 px too', async () => {
  for (const width of [320, 700, 1400]) {
    const small = await openPanelPage({ browser, width, height: 520 });
    try {
      await small.tell(init(), shown(report({ language: 'java' }), loop));
      const { y, height } = (await small.page.locator('.tiles').boundingBox())!;
      assert.ok(y + height <= 520, `${width} px: the tiles end at ${y + height}`);
    } finally {
      await small.close();
    }
  }
});

test('what can not run is folded into one line, and what broke stands in its place', async () => {
  const absent = panel.page.locator('.absent-rows');
  assert.match(await absent.locator('summary').innerText(), /Not applicable here: io-uring/);
  await absent.locator('summary').click();
  assert.match(await absent.innerText(), /io_uring_disabled=0/);
  assert.equal(await row('io-uring').count(), 0);
  assert.match(await row('vmsplice').innerText(), /became shorter[\s\S]*profile it again/);
});

test('sorting is told by aria-sort and reached by the keyboard', async () => {
  const header = panel.page.locator('th', { hasText: 'Throughput' });
  const first = () => panel.page.locator('.strategies tbody .strategy').first().innerText();
  await header.locator('button').focus();
  await panel.page.keyboard.press('Enter');
  await panel.tell();
  assert.equal(await header.getAttribute('aria-sort'), 'ascending');
  assert.equal(await first(), 'msg-zerocopy');
  await panel.page.keyboard.press('Enter');
  await panel.tell();
  assert.equal(await header.getAttribute('aria-sort'), 'descending');
  assert.equal(await first(), 'sendfile');
  await panel.page.keyboard.press('Enter');
  await panel.tell();
  assert.equal(await header.getAttribute('aria-sort'), 'none');
  assert.equal(await first(), 'sendfile', 'the cheapest comes first again');
});

test('the heading names what the view shows: a traced program, then the loop again', async () => {
  const heading = panel.page.locator('header.bar h1');
  await panel.tell(...views.tracing!.messages);
  assert.equal(await heading.innerText(), 'python3 server.py');
  await panel.tell({ kind: 'error', problem: { what: 'It ended.', why: 'So.', remedy: 'Go on.' } });
  await panel.page.locator('#tab-history').click();
  await panel.tell();
  assert.equal(await heading.innerText(), 'I/O Path');
  await panel.tell(shown(report(), loop));
  assert.match(await heading.innerText(), /:42$/);
});

test('columns are chosen, and Escape closes the list', async () => {
  await panel.page.locator('.results .menu summary').click();
  await panel.page.getByLabel('CPU time, user').check();
  await panel.tell();
  assert.equal(await panel.page.locator('th', { hasText: 'CPU time, user' }).count(), 1);
  await panel.page.getByLabel('CPU time, user').uncheck();
  await panel.tell();
  assert.equal(await panel.page.locator('th', { hasText: 'CPU time, user' }).count(), 0);
  await panel.page.keyboard.press('Escape');
  await panel.tell();
  assert.equal(await panel.page.locator('.menu[open]').count(), 0);
});

test('a row opens to its raw runs, calls with errors, and notes', async () => {
  const opener = row('splice').locator('.opener');
  await opener.click();
  await panel.tell();
  assert.equal(await opener.getAttribute('aria-expanded'), 'true');
  const detail = await panel.page.locator('.detail').innerText();
  assert.match(detail, /EAGAIN 4/);
  assert.match(detail, /verification/);
  assert.match(detail, /verified with sha256/);
  assert.equal(await panel.page.locator('.detail .wide tbody tr').count(), 9);
  await opener.click();
  await panel.tell();
  assert.equal(await panel.page.locator('.detail').count(), 0);
});

test('why a call ran as another one is read without a mouse: its row opens by the keyboard', async () => {
  const fallen = report();
  const { runs } = fallen.transfers.find(({ strategy }) => strategy === 'splice')!;
  for (const run of runs)
    run.ranAs = { strategy: 'read-write', because: verbatim('the file system has no splice') };
  await panel.tell(shown(fallen, loop));
  const opener = row('splice').locator('.opener');
  await opener.focus();
  await panel.page.keyboard.press('Enter');
  await panel.tell();
  assert.equal(await opener.getAttribute('aria-expanded'), 'true');
  const detail = panel.page.locator(`#${await opener.getAttribute('aria-controls')}`);
  assert.match(await detail.innerText(), /Ran as read-write: the file system has no splice/);
  await panel.page.keyboard.press('Enter');
  await panel.tell(shown(report(), loop));
});

test('the advice has its code in the language of the loop, copied and led back by the host', async () => {
  assert.match(await panel.page.locator('.code pre').innerText(), /transferTo/);
  await panel.page.locator('.code').getByText('Copy Code', { exact: true }).click();
  await panel.tell();
  const copied = await lastAsked();
  assert.ok(copied?.kind === 'copyText' && copied.text.includes('transferTo'));
  await panel.page.getByLabel('Language', { exact: true }).selectOption('Go');
  await panel.tell();
  assert.match(await panel.page.locator('.code pre').innerText(), /io\.Copy/);
  await panel.page.locator('.title button').click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'revealSource', file: 'src/Server.java', line: 42 });
});

test('each format is asked of the host, the picture is made here', async () => {
  const summary = panel.page.locator('.overflow > summary');
  for (const [label, format] of [
    ['Export as Markdown', 'markdown'],
    ['Export as CSV', 'csv'],
  ] as const) {
    await summary.click();
    await panel.page.getByText(label, { exact: true }).click();
    await panel.tell();
    assert.deepEqual(await lastAsked(), { kind: 'exportReport', format });
    await panel.page.keyboard.press('Escape');
    await panel.tell();
  }
  await summary.click();
  await panel.page.getByText('Export the drawing as PNG').click();
  await panel.tell();
  await panel.page.waitForFunction(() => {
    const message = (window as unknown as { asked: { format?: string }[] }).asked.at(-1);
    return message?.format === 'png';
  });
  const picture = await panel.page.evaluate(async () => {
    const { data } = (window as unknown as { asked: { data: Uint8Array<ArrayBuffer> }[] }).asked.at(-1)!;
    const image = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4)
      colours.add((pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!);
    return { head: [...data.slice(1, 4)], width: image.width, colours: colours.size };
  });
  assert.deepEqual(picture.head, [...Buffer.from('PNG')]);
  assert.ok(picture.width > 800 && picture.colours > 50, JSON.stringify(picture));
});

test('curves are read by the keyboard, and a table says the same', async () => {
  await panel.tell(shown(sweepReport()));
  assert.match(
    await panel.page.locator('.conclusion').innerText(),
    /sendfile is within 10 % of the cheapest from 4 KiB up/,
  );
  await panel.page.locator('.curves details summary').first().click();
  assert.match(
    await panel.page.locator('.crossings').innerText(),
    /splice is ahead of read-write from 16 KiB/,
  );
  await panel.page.locator('io-curves').focus();
  await panel.page.keyboard.press('ArrowRight');
  await panel.tell();
  await panel.page.keyboard.press('ArrowRight');
  await panel.tell();
  const readout = await panel.page.locator('.readout').innerText();
  assert.match(readout, /^16 KiB: read-write 344 ns\/KiB/);
  assert.match(await panel.page.locator('.points').innerText(), /344\.0/);
});

test('a run streams in, is told to screen readers, and keeps what was measured when cancelled', async () => {
  await panel.tell(...running());
  assert.match(await panel.page.locator('.progress').innerText(), /17 GiB of 68 GiB moved · 12 s left/);
  assert.equal(await panel.page.locator('[role=status]').innerText(), '20 % done');
  assert.match(await row('splice').innerText(), /Waiting for its first run/);
  await panel.page.locator('.progress').getByText('Cancel').click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'cancel' });
  assert.match(await panel.page.locator('.progress').innerText(), /Stopping/);
  await panel.tell(shown(report({ cancelled: true })));
  await panel.page.locator('.chip.warnings summary').click();
  assert.match(await panel.page.locator('.chip.warnings').innerText(), /The run was cancelled/);
  assert.match(await row('sendfile').innerText(), /−59 %/);
});

test('an error stands in place as an alert and keeps the figures', async () => {
  await panel.tell(...running(), {
    kind: 'error',
    problem: { what: 'The worker died.', why: 'SIGSEGV in splice.', remedy: 'Profile again.' },
  });
  assert.match(await panel.page.locator('[role=alert]').innerText(), /worker died[\s\S]*Profile again/);
  assert.match(await row('read-write').innerText(), /245/);
  await panel.page.getByLabel('Dismiss').click();
  await panel.tell();
  assert.equal(await panel.page.locator('[role=alert]').count(), 0);
});

test('two past runs are compared, the older one first', async () => {
  await panel.tell({ kind: 'idle' });
  await panel.page.locator('#tab-history').click();
  await panel.tell();
  await panel.page.getByLabel('Compare media/video-a.mp4').check();
  await panel.tell();
  await panel.page.getByLabel('Compare media/video-b.mp4').check();
  await panel.tell();
  await panel.page.locator('.history').getByText('Compare', { exact: true }).click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'compareHistory', before: 'b', after: 'a' });
  await panel.tell(comparison());
  assert.match(await panel.page.locator('.comparison').innerText(), /Linux 6\.12\.1 → Linux 6\.18\.5/);
  await panel.page.getByText('Back to past runs').click();
  await panel.tell();
  await panel.page.getByLabel('Remove media/video-c.mp4').click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'removeHistory', id: 'c' });
});

test('claims are listed with what came out, and one is run', async () => {
  await panel.page.locator('#tab-history').focus();
  await panel.page.keyboard.press('ArrowRight');
  await panel.tell();
  assert.equal(await panel.page.locator('#tab-scenarios').getAttribute('aria-selected'), 'true');
  assert.match(
    await panel.page.locator('.claims').innerText(),
    /T1[\s\S]*confirmed here[\s\S]*N3[\s\S]*modprobe tls/,
  );
  await panel.page.getByLabel('Run scenario T1').click();
  await panel.tell();
  assert.deepEqual(await lastAsked(), { kind: 'runScenario', id: 'T1' });
});

test('a scenario’s claim stands above its figures', async () => {
  const claim = {
    id: 'T1',
    claim: verbatim('Four copies.'),
    source: verbatim('an article'),
    because: verbatim('Two were counted.'),
  };
  await panel.tell(shown(report({ scenario: { ...claim, verdict: 'refuted' } })));
  assert.match(
    await panel.page.locator('.scenario').innerText(),
    /Four copies[\s\S]*refuted here Two were counted/,
  );
});

test('what a person set up outlives the page', async () => {
  await panel.tell(shown(largeReport(12, 3)));
  await panel.page.locator('th', { hasText: 'CPU time' }).locator('button').first().click();
  await panel.tell();
  await panel.page.reload();
  await panel.tell(init(), shown(report()));
  assert.deepEqual((await panel.asked())[0], { kind: 'ready', historyId: 'a' });
  assert.equal(await panel.page.locator('th[aria-sort=ascending]').count(), 1);
});

test('arrows move only while a run is live, and never when motion is unwanted', async () => {
  const moving = (page: PanelPage) =>
    page.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
  await panel.tell(shown(report()));
  assert.equal(await moving(panel), 0);
  await panel.tell(...running());
  assert.ok((await moving(panel)) > 0);
  const still = await openPanelPage({ browser, reducedMotion: 'reduce' });
  try {
    await still.tell(init(), ...running());
    assert.equal((await still.page.locator('.live .hop').count()) > 0, true);
    assert.equal(await moving(still), 0);
  } finally {
    await still.close();
  }
});
