import { readFileSync } from 'node:fs';

/** A worker that computes is waited for this many times as long as one that does not. */
const periods = 6;

/** CPU time of a process in ticks of the clock (proc(5), utime and stime); null where the system does not show it. */
export function cpuTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return null;
  }
}

/**
 * Gives up a process that starts and does not speak: after `patienceMs` without CPU time, or after six times as long. A
 * slow machine, a busy or an emulated one, needs longer than any limit of the clock alone, and computes meanwhile.
 * @param onSilence gets the milliseconds that were waited
 * @returns ends the watch
 */
export function watchStart(
  patienceMs: number,
  ticksOf: () => number | null,
  onSilence: (waitedMs: number) => void,
): () => void {
  let ticks = ticksOf();
  let waited = 0;
  const look = () => {
    waited += patienceMs;
    const now = ticksOf();
    const computes = now !== null && ticks !== null && now > ticks;
    ticks = now;
    if (computes && waited < patienceMs * periods) timer = setTimeout(look, patienceMs);
    else onSilence(waited);
  };
  let timer = setTimeout(look, patienceMs);
  return () => clearTimeout(timer);
}
