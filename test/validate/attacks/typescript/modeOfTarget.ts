// The target gets a mode of its own, and the source is no plain file.
import * as fs from "node:fs";

export function copy(b: string) {
  const from = fs.openSync('/proc/self/status', 'r');
  const to = fs.openSync(b, 'w', 0o600);
  const buffer = Buffer.alloc(4096);
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) fs.writeSync(to, buffer, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}
