// The processor time of each test file, with all processes that it started.
import { readFileSync, rmSync } from 'node:fs';

/** Clock ticks a second in /proc: USER_HZ is 100 on every architecture of Linux (time(7)). */
const ticksPerSecond = 100;

/** Seconds in user and system mode of a process and of those children it waited for: fields 14 to 17 of proc(5)'s stat. */
function secondsOf(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
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
