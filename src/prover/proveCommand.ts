import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { readFileSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Proof, ProofRun } from '../model/proof';
import { noBytes } from '../prove/criterion';
import { locate } from '../prove/locate';
import type { NativeTap, ProofBackend } from './backend';
import { receiveBuffer, runControls } from './controls';
import { guardFile, scratchName } from './guard';
import { drain } from './look';
import { repeated, undecided } from './proof';
import type { CommandQuestion } from './question';
import { type Scratch, scratchAt, scratchFacts } from './scratch';
import { failedControl, lookAtStream } from './stream';

interface CommandContext {
  backend: ProofBackend;
  scratch: Scratch;
  command: readonly string[];
  onOutput: (text: string) => void;
}

/** Proves how a command sends the scratch file: to its stdout, to a port of ours, or to a file, by its placeholders. */
export async function proveCommand(
  backend: ProofBackend,
  question: CommandQuestion,
  onOutput: (text: string) => void,
): Promise<Proof> {
  const { command, repeat } = question;
  const scratch = await scratchAt(backend, question);
  const context: CommandContext = { backend, scratch, command, onOutput };
  const uses = (name: string) => command.some(word => word.includes(`{${name}}`));
  const one = uses('output') ? proveOutput : uses('port') ? provePort : provePipe;
  try {
    const runs = await repeated(repeat, () => one(context));
    return { ...runs, ...scratchFacts(scratch), server: null };
  } finally {
    scratch.remove();
  }
}

/** The command while it runs. */
interface Running {
  child: ChildProcess;
  /** How it ended; null while it runs. */
  ended(): string | null;
  /** Whether it was stopped by a signal because it did not end by itself. */
  stopped(): boolean;
  /** Waits for its end, and ends it where it takes longer than `milliseconds`. */
  finish(milliseconds: number): Promise<void>;
}

function start(context: CommandContext, places: Record<string, string>, stdio: StdioOptions): Running {
  const { scratch, onOutput } = context;
  const filled = context.command.map(word =>
    word.replace(
      /\{(file|host|port|output)\}/g,
      (whole, name: string) => ({ file: scratch.path, ...places })[name] ?? whole,
    ),
  );
  const [program = '', ...args] = filled;
  const child = spawn(program, args, { stdio });
  let end: string | null = null;
  let stopped = false;
  const gone = new Promise<void>(done => {
    child.once('error', error => {
      end = error.message;
      done();
    });
    child.once('exit', (code, signal) => {
      end ??= signal ?? `exit ${code}`;
      done();
    });
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => onOutput(text));
  return {
    child,
    ended: () => end,
    stopped: () => stopped,
    async finish(milliseconds) {
      for (const signal of [null, 'SIGTERM', 'SIGKILL'] as const) {
        if (end !== null) return;
        stopped ||= signal !== null;
        if (signal) child.kill(signal);
        await Promise.race([gone, pause(milliseconds, undefined, { ref: false })]);
      }
    },
  };
}

/** The problem of a command that ended before it sent any of the file, or was stopped because it ran on. */
async function failed(running: Running, run: Partial<ProofRun>): Promise<ProofRun> {
  await running.finish(1000);
  const code = running.stopped() ? null : running.ended();
  if (code === null) return undecided({ id: 'command-silent', args: {} }, run);
  return undecided({ id: 'command-failed', args: { code } }, run);
}

async function provePipe(context: CommandContext): Promise<ProofRun> {
  const tap = new context.backend.Tap({ kind: 'pipe' });
  try {
    return await proveTap(context, 'pipe', () => {
      const running = start(context, {}, ['ignore', tap.writer, 'pipe']);
      tap.closeWriter();
      return { running, connect: async () => tap };
    });
  } finally {
    tap.close();
  }
}

async function provePort(context: CommandContext): Promise<ProofRun> {
  const { Listener, Tap } = context.backend;
  const listener = new Listener({ address: '127.0.0.1', port: 0, receiveBuffer });
  const tap = new Tap({ kind: 'accepted' });
  let accepted = false;
  try {
    return await proveTap(context, 'tcp', () => {
      const { address, port } = listener.local;
      const running = start(context, { host: address, port: `${port}` }, ['ignore', 'pipe', 'pipe']);
      const connect = async () => {
        const end = performance.now() + commandMs;
        while (!accepted && performance.now() < end) {
          accepted = listener.accept(tap);
          if (accepted) return tap;
          if (running.ended() !== null) return null;
          await pause(2);
        }
        return null;
      };
      return { running, connect };
    });
  } finally {
    if (accepted) tap.close();
    listener.close();
  }
}

/** How long a command may take until it sends something, milliseconds. */
const commandMs = 60_000;

async function proveTap(
  context: CommandContext,
  over: 'pipe' | 'tcp',
  begin: () => { running: Running; connect: () => Promise<NativeTap | null> },
): Promise<ProofRun> {
  const { backend, scratch } = context;
  const controls = runControls(backend, scratch, { over, address: '127.0.0.1' });
  const wrong = failedControl({ scratch, controls });
  if (wrong) return wrong;
  const { running, connect } = begin();
  try {
    const tap = await connect();
    if (!tap || !(await carries(tap, scratch, running))) return await failed(running, { controls });
    const run = await lookAtStream(tap, { scratch, controls, remote: false, drains: over === 'tcp' });
    await drain(tap, scratch.content.length * 2);
    return run ?? (await failed(running, { controls }));
  } finally {
    await running.finish(1000);
  }
}

/** Waits until the file's content waits in the queue. */
async function carries(tap: NativeTap, scratch: Scratch, running: Running): Promise<boolean> {
  const end = performance.now() + commandMs;
  while (performance.now() < end) {
    const waiting = tap.queued();
    if (waiting > 0 && locate(tap.peek(waiting), scratch.content).length > 0) return true;
    if (waiting === 0 && running.ended() !== null && tap.ended()) return false;
    if (tap.ended() || running.ended() !== null)
      return waiting > 0 && locate(tap.peek(tap.queued()), scratch.content).length > 0;
    await pause(2);
  }
  return false;
}

async function proveOutput(context: CommandContext): Promise<ProofRun> {
  const { scratch } = context;
  const output = join(dirname(scratch.path), scratchName());
  const dismiss = guardFile(output, null);
  try {
    const running = start(context, { output }, ['ignore', 'pipe', 'pipe']);
    const end = performance.now() + commandMs;
    while (running.ended() === null && performance.now() < end) await pause(5);
    await running.finish(0);
    return lookAtOutput(context, output) ?? (await failed(running, {}));
  } finally {
    try {
      unlinkSync(output);
    } catch {
      // The command made none.
    }
    dismiss();
  }
}

/** A flip shows a copy for a clone too, because writing unshares it: extents and residency tell them apart. */
function lookAtOutput({ backend, scratch }: CommandContext, output: string): ProofRun | null {
  const info = statSync(output, { throwIfNoEntry: false });
  if (!info || info.size === 0) return null;
  const queues = { receive: 0, send: null };
  const rest = { queues, stretches: [], readAheadBytes: null, took: null, controls: [], notes: [] };
  if (!info.isFile())
    return undecided({ id: 'output-unreadable', args: { code: 'it is not a regular file' } }, rest);
  const { bytes, sharedBytes, cachedBytes } = backend.extents(output);
  if ((sharedBytes ?? 0) >= bytes && cachedBytes === 0) {
    const seen = { ...noBytes(), reference: bytes };
    return { ...rest, verdict: 'reference', because: { id: 'extents-shared', args: { bytes } }, bytes: seen };
  }
  const copied = locate(readFileSync(output), scratch.content).reduce((sum, { length }) => sum + length, 0);
  if (copied === 0) return undecided({ id: 'other-content', args: { bytes } }, rest);
  const seen = { ...noBytes(), copy: copied, header: bytes - copied };
  return { ...rest, verdict: 'copy', because: { id: 'file-copied', args: { bytes: copied } }, bytes: seen };
}
