// A kill of the editor's extension host, of the session or of its worker, at each stage of a run: nothing is left.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { defaultRequest } from '../../src/measure/request';
import type { RunOrder } from '../../src/session/protocol';
import { childrenOf, hasEnded } from '../processes';
import { until } from '../until';

const folder = mkdtempSync(join(tmpdir(), 'iopath-session-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};
const temporary = place('tmp');
const storage = place('storage');
const data = place('data');
writeFileSync(join(data, 'input.bin'), Buffer.alloc(8 * 2 ** 20, 'x'));

/** What an extension host does: forks the session and orders runs. Tells what it hears as lines; ends with its input. */
const hostScript = `
const { fork } = require('node:child_process');
const [session, orders] = process.argv.slice(1);
const child = fork(session, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const say = line => console.log(line);
say('session ' + child.pid);
child.on('message', message => say([message.kind, message.event?.kind].filter(Boolean).join(' ')));
child.on('exit', () => say('exit'));
child.on('error', () => say('error'));
JSON.parse(orders).forEach((order, id) => child.send({ kind: 'run', id, order }));
process.stdin.resume().on('end', () => process.exit());
`;

/** The budget only bounds what a run goes on for after its worker died: each kill comes long before it is spent. */
const request = { ...defaultRequest, paths: [join(data, 'input.bin')], budgetMs: 3000 };
const order: RunOrder = { request, language: undefined, generated: null };
/** A copy, whose output lies beside its input; and one of a file that is made. */
const orders: Record<string, RunOrder> = {
  'a copy': { ...order, request: { ...request, route: 'file-to-file' } },
  'a generated file': {
    ...order,
    request: { ...request, paths: [] },
    generated: { directory: storage, bytes: 8 * 2 ** 20 },
  },
};

interface Host {
  child: ChildProcess;
  lines: string[];
  session: number;
}

async function startHost(asked: RunOrder[]): Promise<Host> {
  const args = ['-e', hostScript, resolve('dist/session.js'), JSON.stringify(asked)];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const lines: string[] = [];
  createInterface(child.stdout!).on('line', line => lines.push(line));
  await until('the session', () => lines[0]);
  return { child, lines, session: Number(lines[0]!.split(' ')[1]) };
}

const files = () => [temporary, storage, data].flatMap(path => readdirSync(path));

/** Moments of a run by what the host has heard: forked, its turn, a worker, a plan, a round, and those behind it wait. */
const stages = ['session', 'begun', 'worker', 'event started', 'event round'];

for (const [what, asked] of Object.entries(orders))
  for (const stage of stages)
    for (const victim of ['host', 'session', 'worker'] as const) {
      if (victim === 'worker' && stages.indexOf(stage) < stages.indexOf('worker')) continue;
      test(`${what}: the ${victim} is killed at '${stage}'`, { timeout: 900_000 }, async () => {
        const { child, lines, session } = await startHost([asked, asked]);
        const heard = (start: string) => lines.some(line => line.startsWith(start));
        await until(stage, () => heard(stage) || lines.find(line => /^(failed|exit)/.test(line)));
        assert.ok(heard(stage), lines.join('\n'));
        const workers = childrenOf(session);
        const target = { host: child.pid!, session, worker: workers[0] }[victim];
        if (target) process.kill(target, 'SIGKILL');
        // A dead worker's run ends with a reason, and the next run begins.
        if (victim === 'worker')
          await until('the next run', () => lines.filter(line => line === 'begun').length === 2);
        const known = [...new Set([session, ...workers, ...childrenOf(session)])];
        child.stdin!.end();
        await until('the end of all processes', () => known.every(hasEnded));
        assert.deepEqual(files(), ['input.bin']);
      });
    }
