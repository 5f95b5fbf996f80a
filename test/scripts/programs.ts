import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a folder of shell scripts that replace real programs on PATH. */
export function programs(scripts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-programs-'));
  for (const [name, body] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
