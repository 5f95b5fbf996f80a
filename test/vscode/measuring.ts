import type { Workbench } from './driver';

/** Waits until a run has begun and ended. */
export async function measured(workbench: Workbench): Promise<void> {
  const progress = workbench.panel().locator('section.progress');
  await progress.waitFor({ timeout: 30_000 });
  await progress.waitFor({ state: 'detached', timeout: 180_000 });
}

/** Measures the workspace's data file. */
export async function profile(workbench: Workbench): Promise<void> {
  await workbench.command('Profile File…');
  await workbench.pick('sample.bin');
  await measured(workbench);
}
