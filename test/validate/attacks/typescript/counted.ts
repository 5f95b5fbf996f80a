// Not more than the limit is copied.
import * as fs from "node:fs";

export function copy(a: string, b: string, limit: number) {
  const from = fs.openSync(a, 'r');
  const to = fs.openSync(b, 'w');
  const buffer = Buffer.alloc(4096);
  let total = 0;
  let n = 0;
  while (total < limit && (n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) {
    fs.writeSync(to, buffer, 0, n);
    total += n;
  }
  fs.closeSync(from);
  fs.closeSync(to);
}
