// A workspace that is not trusted has lenses; measuring, tracing and proving are refused with a way to trust it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedJourney, type Workbench } from '../driver';

const limit = { timeout: 900_000 };
const untrusted = sharedJourney({
  name: 'untrusted',
  settings: {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
  },
});

/** Waits until a refusal says how to trust, and takes it away: the next one must bring its own. */
async function refused(workbench: Workbench, words: string): Promise<void> {
  const toast = workbench.toasts(words).first();
  await toast.waitFor();
  assert.match(await toast.innerText(), /Manage Workspace Trust/);
  await workbench.command('Notifications: Clear All Notifications');
  await toast.waitFor({ state: 'detached' });
}

test('a loop has its lens, and measuring it is refused', limit, () =>
  untrusted('untrusted-lens', async ({ workbench, picture }) => {
    await workbench.openFile('FileSender.java');
    await workbench.lenses('2 copies → 0').first().waitFor();
    await workbench.lenses('Measure').first().click();
    await workbench.toasts('it is not trusted').first().waitFor();
    await picture('refused');
    await refused(workbench, 'it is not trusted');
  }),
);

for (const command of ['I/O Path: Trace Command…', 'I/O Path: Prove Zero Copy of a Server…'])
  test(`${command} is refused before it asks for anything`, limit, () =>
    untrusted('untrusted-command', async ({ workbench }) => {
      await workbench.command(command);
      await workbench.toasts('This workspace is not trusted.').first().waitFor();
      // The palette may still be closing; a question of the command's would stay.
      await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await refused(workbench, 'This workspace is not trusted.');
    }),
  );
