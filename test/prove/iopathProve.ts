import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import * as v from 'valibot';
import { type Proof, proofSchema } from '../../src/model/proof';
import { startServer } from '../studies/lib/server.mjs';

export const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `iopath prove`; this process goes on serving meanwhile. */
export function iopathProve(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [cli, 'prove', ...args], { env: { ...process.env, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  return new Promise(done => child.once('close', code => done({ code, out, err })));
}

/** The proof of a run that makes one, checked against its schema. */
export async function proofOf(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Proof & { exit: number | null }> {
  const { code, out, err } = await iopathProve(['--json', ...args], env);
  assert.notEqual(out, '', err);
  return { ...v.parse(proofSchema, JSON.parse(out)), exit: code };
}

/** A new folder that every user can enter and that is removed after the file's tests. */
export function folder(parent = tmpdir()): string {
  const path = mkdtempSync(join(parent, 'iopath-prove-test-'));
  chmodSync(path, 0o755);
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function assertEmpty(path: string): void {
  assert.deepEqual(readdirSync(path), [], 'nothing is left behind');
}

/** A web server of this process; its address, with a slash at the end. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  return `http://127.0.0.1:${await listening(server)}/`;
}

/** A server of this process that speaks any protocol. */
export async function serveTcp(listener: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  after(() => {
    for (const socket of sockets) socket.destroy();
  });
  return listening(
    createTcpServer(socket => {
      sockets.add(socket);
      listener(socket.on('error', () => {}));
    }),
  );
}

export async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  after(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return (server.address() as { port: number }).port;
}

type System = Parameters<typeof startServer>[0];

/** Runs `body` against a real server; skips with the reason where it is not installed. */
export async function withServer(
  t: Pick<TestContext, 'skip'>,
  system: System,
  variant: string,
  body: (server: Awaited<ReturnType<typeof startServer>>) => Promise<void>,
): Promise<void> {
  const found = system.find();
  if ('why' in found) return t.skip(found.why);
  const server = await startServer(system, variant);
  try {
    await body(server);
    assertEmpty(server.directory);
  } finally {
    await server.stop();
  }
}
