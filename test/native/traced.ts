// Programs that relay, built where their compilers are, and the built command line that traces them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { type Trace, traceSchema } from '../../src/model/trace';

export const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);

const sources = join(process.cwd(), 'test', 'native', 'tracePrograms');

/** A program that copies SOURCE to SINK in one way. */
export interface Relaying {
  name: string;
  /** What builds and runs it: keys of the toolchains. */
  needs: string[];
  command(folder: string, source: string, sink: string): string[];
  /** Whether the kernel moves the bytes, so that there is no relay. */
  inKernel?: true;
  /** Relays that each carry the whole body: a pipeline and a proxy have two. */
  relays?: number;
}

const node = join(sources, 'copy.mjs');
const inNode = (variant: string, relays = 1): Relaying => ({
  name: `node ${variant}`,
  needs: [],
  relays,
  command: (_, source, sink) => [process.execPath, node, source, sink, variant],
});
const inPython = (variant: string): Relaying => ({
  name: `python ${variant}`,
  needs: ['python3'],
  command: (_, source, sink) => ['python3', join(sources, 'copy.py'), source, sink, variant],
});
const inJava = (variant: string): Relaying => ({
  name: `java ${variant}`,
  needs: ['javac', 'java'],
  command: (folder, source, sink) => ['java', '-cp', folder, 'Copy', source, sink, variant],
});
const inC = (variant: string, more: Partial<Relaying> = {}): Relaying => ({
  name: `c ${variant}`,
  needs: ['gcc'],
  command: (folder, source, sink) => [join(folder, 'copyC'), source, sink, variant],
  ...more,
});

/** The programs of the table: bytes paired, bytes paired wrongly, location. */
export const relayingPrograms: readonly Relaying[] = [
  {
    name: 'dd',
    needs: [],
    command: (_, source, sink) => ['dd', `if=${source}`, `of=${sink}`, 'bs=64k', 'status=none'],
  },
  {
    name: 'cat | cat',
    needs: [],
    relays: 2,
    command: (_, source, sink) => ['sh', '-c', `cat '${source}' | cat > '${sink}'`],
  },
  inC('loop'),
  inC('split'),
  inC('sendfile', { inKernel: true }),
  {
    name: 'go loop',
    needs: ['go'],
    command: (folder, source, sink) => [join(folder, 'copyGo'), source, sink, 'loop'],
  },
  {
    name: 'go io.Copy',
    needs: ['go'],
    inKernel: true,
    command: (folder, source, sink) => [join(folder, 'copyGo'), source, sink, 'copy'],
  },
  {
    name: 'rust loop',
    needs: ['rustc'],
    command: (folder, source, sink) => [join(folder, 'copyRust'), source, sink],
  },
  ...['unbuffered', 'buffered', 'odd', 'fileobj'].map(inPython),
  ...['large', 'small', 'channels'].map(inJava),
  inNode('sync'),
  inNode('file'),
  inNode('socket'),
  inNode('proxy', 2),
];

/** What builds the programs of one language, by the tool. */
function builds(folder: string): Record<string, string[]> {
  return {
    gcc: ['-g', '-O2', '-o', join(folder, 'copyC'), join(sources, 'copy.c')],
    go: ['build', '-o', join(folder, 'copyGo'), join(folder, 'copy.go')],
    rustc: ['-g', '-O', '-o', join(folder, 'copyRust'), join(sources, 'copy.rs')],
    javac: ['-g', '-d', folder, join(sources, 'Copy.java')],
  };
}

/** Why the program cannot be run here, or false; builds it in `folder` where that is needed. */
export function missingFor({ needs }: Relaying, folder: string): string | false {
  for (const name of needs) {
    const tool = findTool(name);
    if ('why' in tool) return tool.why;
    const args = builds(folder)[name];
    if (!args || built.has(name)) continue;
    built.add(name);
    // Go builds a folder's files together: the source moves out of ours.
    if (name === 'go') copyFileSync(join(sources, 'copy.go'), join(folder, 'copy.go'));
    const env = { ...process.env, GOCACHE: join(folder, 'cache'), GOFLAGS: '-mod=mod' };
    const { status, stderr } = spawnSync(tool.path, args, { encoding: 'utf8', cwd: folder, env });
    assert.equal(status, 0, stderr);
  }
  return false;
}
const built = new Set<string>();

export interface Traced {
  code: number | null;
  out: string;
  err: string;
}

export function iopathTrace(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; timeout?: number } = {},
  program = cli,
): Traced {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'trace', ...args], {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    ...options,
  });
  return { code: status, out: stdout, err: stderr };
}

/** The validated result in what the command line wrote. */
export const parseTrace = (text: string): Trace => v.parse(traceSchema, JSON.parse(text));

export type Engine = Trace['engine'];

/** Why an engine does not run here, or false. */
export function missingEngine(engine: Engine): string | false {
  if (engine === 'ptrace') return false;
  const { code, err } = iopathTrace(['--engine', 'bpf', '--', 'true']);
  return code !== 0 && err.trim();
}

/** Traces a command; the result is validated. */
export function traceOf(command: string[], options: string[] = [], engine: Engine = 'ptrace'): Trace {
  const { code, out, err } = iopathTrace(['--json', '--engine', engine, ...options, '--', ...command]);
  assert.equal(code, 0, err);
  return parseTrace(out);
}

/** Bytes paired right and wrong, as shares of what the program moved. */
export function pairing(
  trace: Trace,
  { source, sink, bytes, relays = 1 }: { source: string; sink: string; bytes: number; relays?: number },
) {
  const ofInput = trace.relays.filter(({ from }) => from.name === source);
  const toOutput = trace.relays.filter(({ to, from }) => to.name === sink && from.name !== source);
  const right = new Set([...ofInput, ...toOutput]);
  // A proxy and a pipeline relay between two ends of their own.
  const between = trace.relays.filter(relay => !right.has(relay) && relays > 1 && relay.bytes > bytes / 2);
  for (const relay of between) right.add(relay);
  const sum = (list: Iterable<{ bytes: number }>) => [...list].reduce((total, one) => total + one.bytes, 0);
  return {
    paired: sum(right) / (bytes * relays),
    wrong: sum(trace.relays.filter(relay => !right.has(relay))) / bytes,
  };
}
