// The processor time of each test file, with all processes that it started.
import { readFileSync, rmSync } from 'node:fs';

/** Clock ticks a second in /proc: USER_HZ is 100 on every architecture of Linux (time(7)). */
const ticksPerSecond = 100;

/** Seconds of some fields of proc(5)'s stat, counted from 1: 14 and 15 are those of a process, 16 and 17 of children it waited for. */
function secondsOf(stat, from = 14, to = 17) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(from - 3, to - 2).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

function readSeconds(path) {
  try {
    return secondsOf(readFileSync(path, 'utf8'));
  } catch {
    // Not Linux, or the process was killed before it wrote its figures.
    return null;
  }
}

/** Processor time of this process and of those it waited for; null where the system has no such figure. */
export const ownCpuSeconds = () => readSeconds('/proc/self/stat');

/** Processor time of the processes that this one waited for; null where the system has no such figure. */
export function childCpuSeconds() {
  try {
    return secondsOf(readFileSync('/proc/self/stat', 'utf8'), 16, 17);
  } catch {
    return null;
  }
}

const noteOf = bundle => `${bundle}.cpu`;

/** The first line of a bundled test: at its end, the test writes its figures beside the bundle. */
export const cpuNote = `process.on('exit', () => { try { const fs = require('node:fs');
fs.writeFileSync(${'`${__filename}.cpu`'}, fs.readFileSync('/proc/self/stat')); } catch {} });`.replaceAll(
  '\n',
  ' ',
);

/** What a bundled test used, once it has ended; null where it left no figures. */
export function takeCpuSeconds(bundle) {
  const seconds = readSeconds(noteOf(bundle));
  rmSync(noteOf(bundle), { force: true });
  return seconds;
}
