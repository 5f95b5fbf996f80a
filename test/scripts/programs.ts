import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of shell scripts by their names, to stand on PATH in the place of real programs. */
export function programs(scripts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-programs-'));
  for (const [name, body] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
