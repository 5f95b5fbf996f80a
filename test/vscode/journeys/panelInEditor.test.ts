import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedJourney, strategyRow, takeAction } from '../driver';
import { profile } from '../measuring';

const limit = { timeout: 900_000 };
const runs = sharedJourney({ name: 'panel-in-editor', settings: { 'ioPath.measure.budget': 3 } });

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
