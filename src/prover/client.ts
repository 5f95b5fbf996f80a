import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { Problem } from '../model/problem';
import type { Proof } from '../model/proof';
import { type FromProver, fromProverSchema } from './protocol';
import type { Question } from './question';

export interface ProveOptions {
  /** Ends the proof; it rejects with a Problem then. */
  signal?: AbortSignal;
  /** What a relay or a command shows before the proof is there. */
  onMessage?: (message: Extract<FromProver, { kind: 'listening' | 'output' }>) => void;
  /** Path of the prover's bundle; by default `prover.js` beside the running bundle. */
  path?: string;
}

/** Makes a proof in a process of its own: no fault of the addon reaches the caller. Rejects with a Problem. */
export function prove(question: Question, options: ProveOptions = {}): Promise<Proof> {
  const { signal, onMessage, path = join(__dirname, 'prover.js') } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = fork(path, [], {
      execArgv: [],
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // It removes its file before it goes.
    const cancel = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', cancel, { once: true });
    const words = stderrOf(child);
    let proof: Proof | null = null;
    let problem: Problem | null = null;
    child.on('message', raw => {
      const parsed = v.safeParse(fromProverSchema, raw);
      if (!parsed.success) {
        problem ??= deathProblem(`It sent what can't be right: ${parsed.issues[0].message}.`);
        return;
      }
      const message = parsed.output;
      if (message.kind === 'proof') proof = message.proof;
      else if (message.kind === 'problem') problem = new Problem(message.problem.kind, message.problem);
      else onMessage?.(message);
    });
    child.on('error', error => reject(deathProblem(error.message)));
    child.on('close', (code, killed) => {
      signal?.removeEventListener('abort', cancel);
      if (proof) resolve(proof);
      else if (signal?.aborted) reject(cancelled());
      else reject(problem ?? deathProblem(`It ended by ${killed ?? `exit code ${code}`}. ${words()}`.trim()));
    });
    child.send({ kind: 'prove', question }, () => {});
  });
}

/** The last line that the process wrote to stderr. */
function stderrOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-4000);
  });
  return () => text.trim().split('\n').at(-1) ?? '';
}

/** A proof that its caller ended. */
export class ProofCancelled extends Problem {}

const cancelled = () =>
  new ProofCancelled('job', {
    what: 'The proof was cancelled.',
    why: 'A signal asked for it.',
    remedy: 'Nothing is left behind. Run it again.',
  });

const deathProblem = (why: string) =>
  new Problem('job', {
    what: 'The process that makes the proof ended early.',
    why,
    remedy: 'Its scratch file is removed. Run it again.',
  });
