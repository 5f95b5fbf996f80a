import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLoop, sharedJourney, strategyRow, type Workbench } from '../driver';

const limit = { timeout: 900_000 };

/** The CPU copies the panel shows for a strategy. */
async function cpuCopies(workbench: Workbench, strategy: string): Promise<string> {
  const cell = strategyRow(workbench, strategy).locator('td').nth(1).locator('.value');
  return cell.innerText();
}

/** One loop, measured from its lens. */
const oneLoop = sharedJourney({
  name: 'one-loop',
  settings: { 'ioPath.measure.dataFile': 'data/sample.bin', 'ioPath.measure.budget': 6 },
});

test('the panel opens on a first run; from the lens on a loop to the figures in it', limit, () =>
  oneLoop('measure', async ({ workbench, picture }) => {
    await workbench.panel().getByRole('button', { name: 'Profile File…' }).waitFor();
    await picture('0-first-run');
    await workbench.openFile('FileSender.java');
    await workbench.lenses('2 copies → 0').first().waitFor();
    await picture('1-lens');

    await workbench.lenses('Measure').first().click();
    const panel = workbench.panel();
    // On a slow machine the panel may open when the run is over: then its figures are there at once.
    await panel.locator('section.progress, section.hero').first().waitFor();
    await picture('2-running');

    await panel.locator('section.progress').waitFor({ state: 'detached' });
    await panel.locator('section.hero').waitFor();
    await picture('3-figures');
    // The loop copies each byte twice with the CPU, sendfile not at all: measured as in the textbook.
    assert.equal(await cpuCopies(workbench, 'read-write'), '2');
    assert.equal(await cpuCopies(workbench, 'sendfile'), '0');

    const lens = workbench.lenses('Measured').first();
    await workbench.page.locator('.tab', { hasText: 'FileSender.java' }).first().click();
    await lens.waitFor().catch(async () => {
      assert.fail(`no lens shows the measurement: ${await workbench.lenses().allInnerTexts()}`);
    });
    await picture('4-measured-lens');
  }),
);

test('back to the loop leaves the panel in view', limit, () =>
  oneLoop('back-to-loop', async ({ workbench, picture }) => {
    const { page } = workbench;
    const back = workbench.panel().locator('header.bar .title button');
    await back.waitFor();
    // The file is closed: the panel has the window to itself.
    const tab = page.locator('.tab', { hasText: 'FileSender.java' }).first();
    await tab.click();
    await workbench.command('View: Close Editor');
    await tab.waitFor({ state: 'detached' });
    await back.click();
    await tab.waitFor();
    await workbench.panel().locator('section.hero').waitFor();
    await picture('both');
  }),
);

/**
 * A run lasts until it is cancelled; fixes and problems need no run. The last walk changes a setting of the workspace.
 */
const longRuns = sharedJourney({ name: 'long-runs', settings: { 'ioPath.measure.budget': 600 } });

test('a run is cancelled from the panel, and the next one works', limit, () =>
  longRuns('cancel', async ({ workbench, picture }) => {
    const panel = workbench.panel();
    await workbench.command('Profile File…');
    await workbench.pick('sample.bin');
    await panel.locator('section.progress').waitFor();
    await panel.locator('table.strategies').waitFor();
    await picture('1-running');

    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.locator('section.progress').waitFor({ state: 'detached' });
    await picture('2-cancelled');

    await panel.getByRole('button', { name: 'Run Again' }).click();
    await panel.locator('section.progress').waitFor();
    await picture('3-again');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.locator('section.progress').waitFor({ state: 'detached' });
  }),
);

test('a second run asks before it waits or takes over', limit, () =>
  longRuns('second-run', async ({ workbench, picture }) => {
    const panel = workbench.panel();
    await workbench.command('Profile File…');
    await workbench.pick('sample.bin');
    await panel.locator('section.progress').waitFor();
    await workbench.command('I/O Path: Profile Workspace');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('is being measured').waitFor();
    await picture('asked');
    await dialog.getByRole('button', { name: 'Cancel It and Run' }).click();
    await panel.locator('section.progress', { hasText: 'iopath-workspace' }).waitFor();
    await workbench.command('I/O Path: Cancel Run');
    await panel.locator('section.progress').waitFor({ state: 'detached' });
  }),
);

test('a fix with caveats is looked at before it is made', limit, () =>
  longRuns('fix-preview', async ({ workbench, folder, picture }) => {
    // Its fix keeps the loop to fall back on: it adds lines and replaces none.
    const path = join(folder, 'file_server.c');
    copyFileSync('examples/workspace/file_server.c', path);
    const before = readFileSync(path, 'utf8');
    await workbench.openFile('file_server.c');
    await workbench.lenses('Fix').first().click();
    const preview = workbench.page.locator('.bulk-edit-panel');
    await preview.getByText('Caveat:').first().waitFor();
    await workbench.page
      .locator('.monaco-diff-editor .view-line', { hasText: 'sendfile(' })
      .first()
      .waitFor();
    await picture('shown');
    assert.equal(readFileSync(path, 'utf8'), before, 'nothing is written by looking');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await workbench.page.locator('.view-line', { hasText: 'sendfile(' }).first().waitFor();
    await picture('made');
  }),
);

test('problems instead of lenses, as soon as the setting says so', limit, () =>
  longRuns('problems', async ({ workbench, folder, picture }) => {
    await openLoop(workbench);
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), '{"ioPath.findings.show": "problems"}');
    await workbench.page.locator('.squiggly-info').first().waitFor();
    await workbench.lenses().first().waitFor({ state: 'detached' });
    await picture('problem');
  }),
);
