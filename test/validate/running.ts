import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Observed } from './model';
import { runCommand } from './toolchains/processes';

/** Far longer than any case sleeps or computes, however long it takes on a busy machine. Seconds. */
const patience = 10;

const lineOf = ({ id, program, source, size, start, sink, fault }: Case): string =>
  [id, program, source, size, start, sink, fault.end, fault.kind, fault.at].join(' ');

/**
 * Runs cases one after the other in one process under the injector. Where a case ends the process or stands still,
 * another process goes on behind it. What each came to, by the case's number.
 */
export async function runCases(
  injector: string,
  command: string[],
  cases: Case[],
  folder: string,
): Promise<Map<number, Observed>> {
  const done = new Map<number, Observed>();
  const fromProc = new Set(cases.flatMap(({ id, source }) => (source === 'proc' ? [id] : [])));
  const [list, log, work] = ['cases.txt', 'log.jsonl', 'work'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(work, { recursive: true });
  for (let left = cases; left.length > 0; left = left.filter(({ id }) => !done.has(id))) {
    const before = done.size;
    rmSync(log, { force: true });
    writeFileSync(list, left.map(one => `${lineOf(one)}\n`).join(''));
    const { output } = await runCommand([injector, list, log, String(patience), ...command, list], work);
    for (const line of existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [])
      if (line !== '') {
        const observed = JSON.parse(line) as Observed;
        // All cases read the same file of /proc, so an open descriptor cannot be assigned to a case.
        if (fromProc.has(observed.id)) delete observed.open.source;
        done.set(observed.id, observed);
      }
    if (done.size === before) throw new Error(`no case was run; it said:\n${output.slice(0, 4000)}`);
  }
  return done;
}
