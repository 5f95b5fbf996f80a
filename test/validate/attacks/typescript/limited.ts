import * as fs from 'node:fs';

export function copy(from: string, to: string, limit: number): void {
  const input = fs.openSync(from, 'r');
  const output = fs.openSync(to, 'w');
  const buffer = new Uint8Array(4096);
  let sent = 0;
  while (sent < limit) {
    const n = fs.readSync(input, buffer, 0, buffer.length, null);
    if (n === 0) break;
    fs.writeSync(output, buffer, 0, n);
    sent += n;
  }
  fs.closeSync(input);
  fs.closeSync(output);
}
