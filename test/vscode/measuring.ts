import type { Workbench } from './driver';

/** How many runs the panel keeps: the number on its tab, none before the first. */
async function pastRuns(workbench: Workbench): Promise<number> {
  const tab = workbench.panel().locator('#tab-history');
  if ((await tab.count()) === 0) return 0;
  return Number(/\((\d+)\)/.exec(await tab.innerText())?.[1] ?? 0);
}

/** Starts a run and waits until it has ended: the panel keeps one more. A short one may be over before it is seen. */
export async function measured(workbench: Workbench, start: () => Promise<void>): Promise<void> {
  const panel = workbench.panel();
  const before = await pastRuns(workbench);
  await start();
  await panel.locator('#tab-history', { hasText: `(${before + 1})` }).waitFor();
  await panel.locator('section.progress').waitFor({ state: 'detached' });
}

/** Measures a file of the workspace's data folder. */
export function profile(workbench: Workbench, file = 'sample.bin'): Promise<void> {
  return measured(workbench, async () => {
    await workbench.command('Profile File…');
    await workbench.pick(file);
  });
}
