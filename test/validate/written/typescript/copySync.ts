// ends: sync-paths
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export async function copySync(source: string, sink: string): Promise<void> {
  const input = openSync(source, 'r');
  const output = openSync(sink, 'w');
  const buffer = new Uint8Array(32768);
  for (;;) {
    const count = readSync(input, buffer, 0, buffer.length, null);
    if (count === 0) break;
    writeSync(output, buffer, 0, count);
  }
  closeSync(input);
  closeSync(output);
}
