// A program that makes very many relays, and the memory that its tracer needs for them.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { type TracerResult, tracerLineSchema } from '../../src/worker/tracerProtocol';
import type { Engine } from './traced';

/** Bytes of each relay. */
export const blockBytes = 128;

/** Builds the program; why it can't be built, or false. */
export function missingMany(folder: string): string | false {
  const gcc = findTool('gcc');
  if ('why' in gcc) return gcc.why;
  const source = join('test', 'native', 'tracePrograms', 'many.c');
  spawnSync(gcc.path, ['-O2', '-o', join(folder, 'many'), source], { stdio: 'inherit' });
  return false;
}

/** Traces `count` relays, each into a pipe of its own. `residentBytes`: the most that the tracer held (VmHWM of proc(5)). */
export async function traceMany(
  engine: Engine,
  { folder, source, count }: { folder: string; source: string; count: number },
): Promise<{ result: TracerResult; residentBytes: number }> {
  const tracer = join('dist', 'native', 'iopath-trace');
  const program = [join(folder, 'many'), source, String(count)];
  const child = spawn(tracer, ['--engine', engine, '--', ...program], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let residentBytes = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      residentBytes = Math.max(residentBytes, 1024 * Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  };
  const looking = setInterval(look, 20);
  let text = '';
  // It writes the result when it holds the most.
  child.stdio[3]!.on('data', part => {
    look();
    text += part;
  });
  await once(child, 'close');
  clearInterval(looking);
  const line = v.parse(tracerLineSchema, JSON.parse(text.trim().split('\n').at(-1) ?? ''));
  if (line.event !== 'result') throw new Error(text);
  return { result: line, residentBytes };
}
