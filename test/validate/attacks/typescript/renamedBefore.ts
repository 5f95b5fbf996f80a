// The path names another file by the time of the copy.
import * as fs from "node:fs";

export function rotate(log: string, old: string, copy: string) {
  const from = fs.openSync(log, 'r');
  const to = fs.openSync(copy, 'w');
  fs.renameSync(log, old);
  const buffer = Buffer.alloc(4096);
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) fs.writeSync(to, buffer, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}
