import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

export const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

export interface Tree {
  path: string;
  /** Where its runs keep findings. */
  cache: string;
  /** Writes a file below the tree and gives its path. */
  write(name: string, content: string | Buffer): string;
  /** Runs the built command line in the tree. */
  iopath(args: string[], options?: { input?: string | Buffer; uid?: number }): Outcome;
}

/** A new folder that is removed after the file's tests. `.git` makes it the root of a repository. */
export function tree(): Tree {
  const path = mkdtempSync(join(tmpdir(), 'iopath-lint-'));
  const cache = mkdtempSync(join(tmpdir(), 'iopath-cache-'));
  after(() => {
    for (const folder of [path, cache]) rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(path, '.git'));
  return {
    path,
    cache,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    iopath(args, options = {}) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
        encoding: 'utf8',
        cwd: path,
        env: { ...process.env, XDG_CACHE_HOME: cache },
        timeout: 600_000,
        // A report of many sampled rounds has more than the usual 1 MiB.
        maxBuffer: 64 * 1024 * 1024,
        ...options,
      });
      return { code: status, out: stdout, err: stderr };
    },
  };
}

/** Python that sends a file to a socket by a loop. Its fix is `sendfile`. */
export const sender = (name = 'send') => `def ${name}(path: str, conn: socket.socket) -> None:
    with open(path, "rb") as source:
        while True:
            data = source.read(65536)
            if not data:
                break
            conn.sendall(data)
`;

export const senders = (...names: string[]) => `import socket\n\n\n${names.map(sender).join('\n\n')}`;

/** A file with a wrong suppression comment in line 11. */
export const withoutReason = `${senders('one')}# iopath-ignore copy-loop\n`;
