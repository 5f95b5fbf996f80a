import { test } from 'node:test';
import { journey } from '../driver';

const limit = { timeout: 900_000 };

/** Keeps webviews from loading until `release`. */
function heldWebviews() {
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  return { released, release: () => release() };
}

test('a picker that is open when the panel of a first run has loaded stays open', limit, () => {
  const webviews = heldWebviews();
  return journey(
    {
      name: 'first-run-picker',
      awaitPanel: false,
      prepare: async context => {
        await context.route(/webview\/browser\/pre\/index\.html/, async route => {
          await webviews.released;
          await route.continue();
        });
      },
    },
    async ({ workbench, picture }) => {
      const { page } = workbench;
      await page.locator('iframe.webview').first().waitFor({ state: 'attached' });
      // The palette that closes leaves the focus to the panel, which can only take it when it has loaded.
      await workbench.command('Profile File…');
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'sample.bin' }).first();
      await row.waitFor();
      webviews.release();
      await workbench.panel().locator('#content > *').first().waitFor();
      await picture('open');
      await row.click();
      await workbench.panel().locator('section.progress, section.hero').first().waitFor();
    },
  );
});
