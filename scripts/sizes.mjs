// `npm run sizes`: how many files and lines each folder holds, and which files are long or short.
import './lib/root.mjs';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [long, short] = [250, 30];
const ours = /\.(ts|mjs|cjs|cc|hh|c|css)$/;
const notOurs = /^test\/(detectors|validate\/(written|attacks))\/[a-z]+\/|strategyTable\.ts$/;

const names = execFileSync('git', ['ls-files', '-z', 'src', 'media', 'native', 'scripts', 'test'], {
  encoding: 'utf8',
});
const files = names
  .split('\0')
  .filter(name => ours.test(name) && !notOurs.test(name))
  .map(name => ({ name, lines: readFileSync(name, 'utf8').split('\n').length - 1 }));

function byRoom() {
  const rooms = new Map();
  for (const file of files) {
    const room = dirname(file.name).split('/').slice(0, 2).join('/');
    rooms.set(room, [...(rooms.get(room) ?? []), file]);
  }
  return rooms;
}

for (const [name, inRoom] of byRoom()) {
  const lines = inRoom.reduce((sum, file) => sum + file.lines, 0);
  const few = inRoom.filter(file => file.lines < short).length;
  console.log(`${name.padEnd(20)} ${inRoom.length} files, ${lines} lines, ${few} under ${short}`);
}
console.log(`\nOver ${long} lines:`);
for (const { name, lines } of files.filter(file => file.lines > long).sort((a, b) => b.lines - a.lines))
  console.log(`${String(lines).padStart(5)}  ${name}`);
