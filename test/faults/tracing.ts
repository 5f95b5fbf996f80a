// What the tests of broken traces share: a body to copy, processes that end with the test, and a command line that traces.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { scratchFolder, writeNoise } from '../native/engine';
import { cli } from '../native/traced';
import { childrenOf, commandOf } from '../processes';
import { until } from '../until';

export { childrenOf };

export const folder = scratchFolder();
export const bytes = 1 << 20;
export const source = writeNoise(folder, 'source.bin', bytes);
export const sink = join(folder, 'sink.bin');
export const copies = `cat '${source}' > '${sink}'`;

const started: ChildProcess[] = [];
after(() => {
  for (const { pid, exitCode, signalCode } of started)
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(pid, 'SIGKILL');
});

/** A process of ours; `group` gives it a process group of its own, as a terminal's job has. */
export function start(command: string[], group = false): ChildProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { detached: group, stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

export const ended = (child: ChildProcess) =>
  new Promise<number | null>(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.on('exit', code => resolve(code));
  });

export const collected = (child: ChildProcess) => {
  const parts: Buffer[] = [];
  child.stdout!.on('data', part => parts.push(part));
  return () => Buffer.concat(parts).toString();
};

/** The state letter of a process (proc(5)); empty where it is gone. */
export function stateOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.charAt(0);
  } catch {
    return '';
  }
}

export const isGone = (pid: number) => ['', 'Z', 'X'].includes(stateOf(pid));
export const filled = () => statSync(sink, { throwIfNoEntry: false })?.size === bytes;

/** The command line that traces a command, its tracer and the program, once all run. */
export async function tracing(command: string[], options: string[] = []) {
  const child = start(
    [process.execPath, cli, 'trace', '--json', '--engine', 'ptrace', ...options, '--', ...command],
    true,
  );
  const out = collected(child);
  const tracer = await until('the tracer', () => childrenOf(child.pid!)[0]);
  // The tracer's first children only measure what a stop costs, and have no command once they are killed; the program
  // may be another one already by exec.
  const isProgram = (command: string) => command !== '' && !command.includes('iopath-trace');
  const program = await until('the program', () => childrenOf(tracer).find(pid => isProgram(commandOf(pid))));
  return { child, out, tracer, program };
}

/** A program that relays until it is killed. */
export const forever = [
  'python3',
  '-c',
  `import os
r = os.open(${JSON.stringify(source)}, 0); w = os.open(${JSON.stringify(sink)}, os.O_WRONLY | os.O_CREAT)
while True:
    os.lseek(r, 0, 0); os.lseek(w, 0, 0)
    while b := os.read(r, 16384): os.write(w, b)`,
];

/** The command line that watches a running process for a minute, once its tracer is attached. */
export async function watching(pid: number) {
  const options = ['--json', '--engine', 'ptrace', '--pid', String(pid), '--seconds', '60'];
  const child = start([process.execPath, cli, 'trace', ...options]);
  const out = collected(child);
  await until('the tracer', () => isTraced(pid));
  return { child, out };
}

export const isTraced = (pid: number) =>
  /TracerPid:\s*[1-9]/.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
