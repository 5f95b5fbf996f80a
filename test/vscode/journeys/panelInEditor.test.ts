// The panel with real runs, what goes out of it into files and comes in, and what is observed of programs. One VS Code for
// all: each start costs as much as a walk. The order counts: the first walk needs an empty panel, the second the only two
// runs, the sweep changes a choice for the runs after it, and the last changes the size of the window.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedJourney, strategyRow, takeAction, type Workbench } from '../driver';
import { measured, profile } from '../measuring';
import { oddReports } from '../oddReports';
import { proveAndChange } from '../proveAndChange';
import { traceAndFix } from '../traceAndFix';

const limit = { timeout: 900_000 };
const runs = sharedJourney({ name: 'panel-in-editor', settings: { 'ioPath.measure.budget': 3 } });

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

test('reports of elsewhere: told what is wrong, or shown as text, never a blank panel', limit, () =>
  runs('odd-reports', async ({ workbench, folder, picture }) => {
    const panel = workbench.panel();
    await workbench.command('Show Panel');
    await panel.locator('.empty').waitFor();
    const content = panel.locator('#content');
    for (const { name, text, message, panel: shown } of oddReports) {
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

test('path, table and history of real runs, exported and opened again', limit, () =>
  runs('panel', async ({ workbench, folder, picture }) => {
    const panel = workbench.panel();
    await profile(workbench);
    const hops = (strategy: string) =>
      panel.locator(`.drawing[data-strategy=${strategy}] .mover-cpu`).count();
    // Behind the strategy stands its chunk where the run compared several.
    const choose = async (list: string, strategy: string) => {
      const option = panel
        .getByLabel(list)
        .locator('option', { hasText: new RegExp(`^\\s*${strategy}\\b(?!-)`) });
      await panel.getByLabel(list).selectOption((await option.first().getAttribute('value')) ?? '');
    };
    await choose('Path on the left', 'read-write');
    await choose('Path on the right', 'sendfile');
    await panel.locator('.drawing[data-strategy=sendfile]').waitFor();
    assert.equal(await hops('read-write'), 2);
    assert.equal(await hops('sendfile'), 0);
    await picture('1-result');

    await strategyRow(workbench, 'splice').locator('.opener').click();
    await panel.locator('.detail').waitFor();
    assert.match(await panel.locator('.detail').innerText(), /splice[\s\S]*timed/);
    await panel.locator('.detail').scrollIntoViewIfNeeded();
    await picture('2-row');

    await takeAction(workbench, 'Export as JSON');
    await workbench.answerPath(join(folder, 'first.json'));
    await panel.locator('.notice').waitFor();
    const report = JSON.parse(readFileSync(join(folder, 'first.json'), 'utf8'));
    assert.equal(report.schema, 'iopath-report/2');

    await profile(workbench);
    await panel.locator('#tab-history').click();
    const ticks = panel.locator('.runs input[type=checkbox]');
    await ticks.nth(1).waitFor();
    assert.equal(await ticks.count(), 2);
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await panel.locator('.history vscode-button', { hasText: 'Compare' }).click();
    await panel.locator('.comparison').waitFor();
    assert.match(await panel.locator('.comparison').innerText(), /Same machine, kernel, file and conditions/);
    assert.ok((await panel.locator('.comparison tbody tr').count()) >= 4);
    await picture('3-comparison');
    assert.ok(readdirSync(folder).includes('first.json'));
  }),
);

test('a run goes out as JSON, Markdown, HTML, CSV and PNG, and its JSON comes in again', limit, () =>
  runs('export', async ({ workbench, folder, picture }) => {
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
  runs('scenario', async ({ workbench, picture }) => {
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

test('a sweep draws curves of this machine', limit, () =>
  runs('sweep', async ({ workbench, folder, picture }) => {
    const panel = workbench.panel();
    // Every strategy moves it with every chunk: of a large file that takes minutes on a busy machine.
    writeFileSync(join(folder, 'data/small.bin'), Buffer.alloc(2 ** 20, 'x'));
    await workbench.command('Show Panel');
    await panel.locator('.gear > summary').click();
    await panel.getByLabel('Sweep', { exact: true }).selectOption('chunk sizes');
    await profile(workbench, 'small.bin');
    await panel.locator('io-curves canvas').waitFor();
    assert.ok((await panel.locator('.points tbody tr').count()) >= 3);
    await panel.locator('io-curves').scrollIntoViewIfNeeded();
    await panel.locator('io-curves').focus();
    await workbench.page.keyboard.press('ArrowRight');
    await panel.locator('.readout', { hasText: 'ns/KiB' }).waitFor();
    await picture('1-curves');
  }),
);

test('a Python program is traced, its loop fixed, and traced again: before and after', limit, () =>
  runs('trace', traceAndFix),
);

test('a server of the workspace copies, is changed, and is proved to send by reference', limit, () =>
  runs('prove', proveAndChange),
);
