import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { message } from '../messages/message';
import { type Message, verbatim } from '../model/message';
import { Problem } from '../model/problem';
import type { Proof } from '../model/proof';
import { type FromProver, fromProverSchema } from './protocol';
import type { Question } from './question';

export interface ProveOptions {
  /** Ends the proof; it rejects with a Problem then. */
  signal?: AbortSignal;
  /** Output of a relay or a command before the proof is finished. */
  onMessage?: (message: Extract<FromProver, { kind: 'listening' | 'output' }>) => void;
  /** Path of the prover's bundle; by default `prover.js` beside the running bundle. */
  path?: string;
}

/** Makes a proof in a separate process, so that no crash of the addon reaches the caller. Rejects with a Problem. */
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
    // The process removes its file before it ends.
    const cancel = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', cancel, { once: true });
    const words = stderrOf(child);
    let proof: Proof | null = null;
    let problem: Problem | null = null;
    child.on('message', raw => {
      const parsed = v.safeParse(fromProverSchema, raw);
      if (!parsed.success) {
        problem ??= deathProblem(message('prove.unfit', { issue: parsed.issues[0].message }));
        return;
      }
      const sent = parsed.output;
      if (sent.kind === 'proof') proof = sent.proof;
      else if (sent.kind === 'problem') problem = new Problem(sent.problem.kind, sent.problem);
      else onMessage?.(sent);
    });
    child.on('error', error => reject(deathProblem(verbatim(error.message))));
    child.on('close', (code, killed) => {
      signal?.removeEventListener('abort', cancel);
      if (proof) resolve(proof);
      else if (signal?.aborted) reject(cancelled());
      else reject(problem ?? deathProblem(endingOf(code, killed, words())));
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

/** The problem of a cancelled proof. */
export class ProofCancelled extends Problem {}

const cancelled = () =>
  new ProofCancelled('job', {
    what: message('prove.cancelled'),
    why: message('prove.cancelled.why'),
    remedy: message('prove.cancelled.remedy'),
  });

const endingOf = (code: number | null, signal: string | null, words: string): Message =>
  message('prove.died.why', { how: signal ?? message('prove.exit-code', { code: String(code) }), words });

const deathProblem = (why: Message) =>
  new Problem('job', {
    what: message('prove.died'),
    why,
    remedy: message('prove.died.remedy'),
  });
