// The processor time that test files cost, with all the processes they started: what a whole run is made of.
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
    // No Linux, or a process that was killed before it could tell.
    return null;
  }
}

/** What this process and those it waited for used so far; null where the system does not tell. */
export const ownCpuSeconds = () => readSeconds('/proc/self/stat');

const noteOf = bundle => `${bundle}.cpu`;

/** The first line of a bundled test: as it ends, it leaves its process's figures beside itself. */
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
