// The target keeps what it holds.
import * as fs from "node:fs";

export function copy(a: string, b: string) {
  const from = fs.openSync(a, 'r');
  const to = fs.openSync(b, 'a');
  const buffer = Buffer.alloc(4096);
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) fs.writeSync(to, buffer, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}
