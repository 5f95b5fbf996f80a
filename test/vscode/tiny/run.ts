import { writeFileSync } from 'node:fs';
import { type HostReport, reportVariable } from './report';
import { registered, Skipped, type Test } from './test';

/** Longer than a test waits for a state, so that the state is named. */
const timeoutMs = 600_000;

async function limited({ name, body }: Test): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`'${name}' took more than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([body(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function outcomeOf(test: Test): Promise<HostReport['tests'][number]> {
  const start = Date.now();
  const done = (outcome: 'passed' | 'failed' | 'skipped', detail = '') => ({
    name: test.name,
    outcome,
    detail,
    ms: Date.now() - start,
  });
  try {
    await limited(test);
    return done('passed');
  } catch (error) {
    if (error instanceof Skipped) return done('skipped', error.message);
    return done('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** What VS Code calls in its extension host. Writes the report after each test, so that a death shows where it was. */
export async function run(): Promise<void> {
  const file = process.env[reportVariable];
  if (!file) throw new Error(`${reportVariable} does not say where the report goes`);
  const report: HostReport = { complete: false, tests: [] };
  const save = () => writeFileSync(file, JSON.stringify(report));
  save();
  for (const test of registered) {
    report.tests.push(await outcomeOf(test));
    save();
  }
  report.complete = true;
  save();
  const failed = report.tests.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) throw new Error(failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n'));
}
