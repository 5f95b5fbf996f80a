import { test } from 'node:test';
import { journey, type Workbench } from '../driver';

const limit = { timeout: 900_000 };

/** Keeps webviews from loading until `release`. */
function heldWebviews() {
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  return { released, release: () => release() };
}

const typed = (workbench: Workbench, text: string) =>
  workbench.page.locator('.view-line', { hasText: text }).first();

test(
  'a first run opens the panel beside the first copy loop, and the typing goes on in the file',
  limit,
  () =>
    journey({ name: 'first-run', showPanel: false }, async ({ workbench, picture }) => {
      await workbench.openFile('FileSender.java');
      await workbench.panel().getByRole('button', { name: 'Profile File…' }).waitFor();
      await workbench.page.keyboard.type('// still here');
      await typed(workbench, '// still here').waitFor();
      await picture('panel');
    }),
);

test('what is open when the panel of a first run has loaded stays open and keeps the focus', limit, () => {
  const webviews = heldWebviews();
  return journey(
    {
      name: 'first-run-picker',
      showPanel: false,
      prepare: async context => {
        await context.route(/webview\/browser\/pre\/index\.html/, async route => {
          await webviews.released;
          await route.continue();
        });
      },
    },
    async ({ workbench, picture }) => {
      const { page } = workbench;
      await workbench.openFile('FileSender.java');
      await page.locator('iframe.webview').first().waitFor({ state: 'attached' });
      // The editor's own palette closes when it loses the focus, and so does a picker of ours that does not forbid it.
      const palette = await workbench.palette('>Preferences');
      webviews.release();
      await workbench.panel().locator('#content > *').first().waitFor();
      await picture('open');
      await palette.pressSequentially(': Open User');
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'Open User Settings' })
        .first()
        .waitFor();
    },
  );
});
