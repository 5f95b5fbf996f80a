import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey, openLoop } from '../driver';

const limit = { timeout: 900_000 };

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
        await workbench.command('I/O Path: Doctor');
        const page = workbench.page.frameLocator('iframe.webview').last().frameLocator('iframe');
        await page.getByText('Reports made elsewhere: open, compare and export them').waitFor();
        await picture('doctor');
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
