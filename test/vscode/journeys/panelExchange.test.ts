import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { verbatim } from '../../../src/model/message';
import { report } from '../../unit/panelReports';
import { sharedJourney, takeAction, type Workbench } from '../driver';
import { measured, profile } from '../measuring';

// Exports from the panel, and files that are opened in it.

const limit = { timeout: 900_000 };
const exchange = sharedJourney({ name: 'exchange', settings: { 'ioPath.measure.budget': 2 } });

/** Exports from the panel's menu into `path`, through the editor's own dialog. */
async function exportAs(workbench: Workbench, entry: string, path: string): Promise<void> {
  const panel = workbench.panel();
  await takeAction(workbench, entry);
  await workbench.answerPath(path);
  await panel.locator('.notice', { hasText: path.split('/').at(-1) }).waitFor();
}

async function open(workbench: Workbench, path: string): Promise<void> {
  await takeAction(workbench, 'Open Report…');
  await workbench.answerPath(path);
}

const bad = `</script><img src=x onerror="window.broken=1">\u202egnp.exe${'A'.repeat(1 << 20)}`;
const good = report();
const [first] = good.transfers;
const withNote = (note: string, times: number) => ({
  ...good,
  transfers: [
    { ...first, notes: Array.from({ length: times }, () => verbatim(note)) },
    ...good.transfers.slice(1),
  ],
});

/** What is opened, and what is then said: in a message, or in the panel. */
const odd: { name: string; text: () => string; message?: RegExp; panel?: RegExp }[] = [
  {
    name: 'cut',
    text: () => '{"schema":"iopath-report/1","machine":',
    message: /not JSON, or it was cut off/,
  },
  { name: 'later', text: () => '{"schema":"iopath-report/9"}', message: /iopath-report\/9/ },
  { name: 'nan', text: () => JSON.stringify(good).replace(/"mad":[\d.]+/, '"mad":NaN'), message: /not JSON/ },
  {
    name: 'endless',
    text: () => JSON.stringify(good).replace(/"mad":[\d.]+/, '"mad":1e999'),
    message: /transfers\.0\.\S+ does not fit/,
  },
  {
    name: 'negative',
    text: () => JSON.stringify({ ...good, input: { ...good.input, bytes: -1 } }),
    message: /input\.bytes does not fit/,
  },
  {
    name: 'hostile',
    text: () =>
      JSON.stringify({
        ...withNote(bad, 1),
        advice: { ...good.advice, text: verbatim(bad), limits: verbatim(bad) },
        tool: bad,
      }),
    panel: /onerror=[\s\S]*⟨U\+202E⟩gnp/,
  },
  { name: 'large', text: () => JSON.stringify(withNote('x'.repeat(2 ** 20), 50)), panel: /Measured locally/ },
  {
    name: 'too-large',
    text: () => JSON.stringify(withNote('x'.repeat(2 ** 20), 70)),
    message: /are read up to/,
  },
];

test('reports of elsewhere: told what is wrong, or shown as text, never a blank panel', limit, () =>
  exchange('odd-reports', async ({ workbench, folder, picture }) => {
    const panel = workbench.panel();
    await workbench.command('Show Panel');
    await panel.locator('.empty').waitFor();
    const content = panel.locator('#content');
    for (const { name, text, message, panel: shown } of odd) {
      writeFileSync(join(folder, `${name}.json`), text());
      const before = await content.innerText();
      await workbench.command('I/O Path: Open Report…');
      await workbench.answerPath(join(folder, `${name}.json`));
      const where = message ? workbench.toasts(`${name}.json`).first() : content.filter({ hasText: shown! });
      await where.waitFor();
      await picture(name);
      if (message) {
        assert.match(await where.innerText(), message);
        assert.equal(await content.innerText(), before, `${name}: the panel stays as it was`);
        await workbench.command('Notifications: Clear All Notifications');
      }
      assert.ok((await panel.locator('#app').innerText()).length > 100, `${name}: the panel is not blank`);
      assert.equal(await panel.locator('#app img').count(), 0, name);
    }
  }),
);

test('a run goes out as JSON, Markdown, HTML, CSV and PNG, and its JSON comes in again', limit, () =>
  exchange('export', async ({ workbench, folder, picture }) => {
    const panel = workbench.panel();
    await profile(workbench);
    const formats = { JSON: 'json', Markdown: 'md', HTML: 'html', CSV: 'csv', PNG: 'png' };
    for (const [entry, ending] of Object.entries(formats))
      await exportAs(workbench, entry, join(folder, `out.${ending}`));
    await picture('exported');
    const text = (ending: string) => readFileSync(join(folder, `out.${ending}`), 'utf8');
    const report = JSON.parse(text('json'));
    assert.match(text('md'), /\| *read-write[\s\S]*sample\.bin/);
    const page = text('html');
    assert.match(page, /^<!doctype html>/i);
    assert.match(page, /<svg[\s\S]*sendfile/);
    assert.doesNotMatch(page, /<script|<link|<iframe|@import|url\(\s*["']?(?!data:)/i);
    assert.doesNotMatch(page, /(src|srcset|data|action|poster)\s*=\s*["']?(https?:|\/\/)/i);
    const lines = text('csv').trim().split(/\r?\n/);
    const runs = report.transfers.flatMap(({ runs }: { runs: unknown[] }) => runs);
    assert.equal(lines.length, runs.length + 1, 'a line for each run, and the heads');
    const picture1 = readFileSync(join(folder, 'out.png'));
    assert.deepEqual([...picture1.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    assert.ok(picture1.readUInt32BE(16) > 300 && picture1.readUInt32BE(20) > 100, 'its width and height');

    await open(workbench, join(folder, 'out.json'));
    await panel.locator('.strategies .strategy', { hasText: 'sendfile' }).first().waitFor();
    assert.notEqual(await panel.locator('.hero h2').innerText(), '');
  }),
);

test('a scenario from the palette shows its claim and what came out, above all', limit, () =>
  exchange('scenario', async ({ workbench, picture }) => {
    const panel = workbench.panel();
    await measured(workbench, async () => {
      await workbench.command('Run Scenario…');
      await workbench.pick('The textbook table');
      await workbench.pick('sample.bin');
    });
    const shown = panel.locator('.scenario');
    await shown.waitFor();
    await picture('1-verdict');
    assert.match(
      await shown.innerText(),
      /From page cache to socket[\s\S]*(confirmed|refuted|not decidable)/,
    );
    const top = async (selector: string) => (await panel.locator(selector).first().boundingBox())!.y;
    for (const below of ['.hero', '.results'])
      assert.ok((await top('.scenario')) < (await top(below)), below);
  }),
);
