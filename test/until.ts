import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which a state that never came fails a test: a machine with ten times its work needed over 60,000. */
export const patienceMs = 300_000;

/** Waits until `look` gives something, and fails with what was waited for. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  timeoutMs = patienceMs,
): Promise<T & {}> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await pause(20);
  }
}
