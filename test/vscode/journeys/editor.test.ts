import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { journey, sharedJourney, type Workbench } from '../driver';

const limit = { timeout: 900_000 };

/** Opens the Java loop and waits for the lens that says what it costs. */
async function openLoop(workbench: Workbench, cost = /2 copies → 0 with/) {
  await workbench.openFile('FileSender.java');
  await workbench.page.locator('.codelens-decoration', { hasText: cost }).first().waitFor();
}

test(
  'in a browser without a machine behind it: the same lenses and scan, and why nothing is measured',
  limit,
  () =>
    journey(
      { name: 'web', settings: { 'remote.extensionKind': { 'io-path-profiler.io-path-profiler': ['web'] } } },
      async ({ workbench, picture }) => {
        await openLoop(workbench);
        await workbench.lenses('Measure').first().click();
        const toast = workbench.toasts('Nothing can be measured here.').first();
        await toast.waitFor();
        assert.match(await toast.innerText(), /WSL|Dev Container|Remote-SSH/);
        await workbench.command('I/O Path: Scan Workspace for Copy Loops');
        await workbench.page.getByText('Copy loops found: 2.').waitFor();
        await picture('lens-scan-and-reason');
      },
    ),
);

for (const { locale, lens, command } of [
  { locale: 'zh-cn', lens: /拷贝 2 → 0/, command: '在工作区中查找拷贝循环' },
  {
    locale: 'ru',
    lens: /Копии: 2 → 0 с/,
    command: 'Найти циклы копирования',
  },
])
  test(`lenses and commands speak ${locale}`, limit, () =>
    journey({ name: `language-${locale}`, locale, width: 1700 }, async ({ workbench, picture }) => {
      await openLoop(workbench, lens);
      await workbench.command(command);
      await workbench.page.locator('.pane-body .monaco-list-row', { hasText: '2 → 0' }).first().waitFor();
      await picture('lens-and-scan');
    }),
  );

const loops = sharedJourney({ name: 'loops' });

test('a fix with caveats is looked at before it is made', limit, () =>
  loops('fix-preview', async ({ workbench, folder, picture }) => {
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
  loops('problems', async ({ workbench, folder, picture }) => {
    await openLoop(workbench);
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), '{"ioPath.findings.show": "problems"}');
    await workbench.page.locator('.squiggly-info').first().waitFor();
    await workbench.lenses().first().waitFor({ state: 'detached' });
    await picture('problem');
  }),
);
