// The prover: a child process that loads the addon, makes one proof, and leaves nothing behind.
import { message } from '../messages/message';
import { Problem } from '../model/problem';
import type { Proof } from '../model/proof';
import { addonAbsence } from '../worker/absence';
import { loadBackend, type ProofBackend } from './backend';
import type { FromProver, ToProver } from './protocol';
import { proveCommand } from './proveCommand';
import { proveRelay } from './proveRelay';
import { proveUrl } from './proveUrl';
import type { Question } from './question';
import { removeAll } from './scratch';

function backend(): ProofBackend {
  try {
    return loadBackend();
  } catch (error) {
    const { why, remedy } = addonAbsence(process.platform, error as Error);
    throw new Problem('job', { what: message('prove.nothing-here'), why, remedy }, { cause: error });
  }
}

async function prove(question: Question): Promise<Proof> {
  if (question.kind === 'url') return proveUrl(backend(), question);
  if (question.kind === 'relay')
    return proveRelay(
      backend(),
      question,
      (address, file) => void send({ kind: 'listening', address, file }),
    );
  return proveCommand(backend(), question, text => void send({ kind: 'output', text }));
}

function problemOf(error: unknown): Extract<FromProver, { kind: 'problem' }>['problem'] {
  if (error instanceof Problem) {
    const { kind, what, why, remedy } = error;
    return { kind, what, why, remedy };
  }
  return {
    kind: 'job',
    what: message('prove.broke'),
    why: message('input.other', { error: (error as Error).message }),
    remedy: message('prove.broke-again'),
  };
}

const send = (answer: FromProver) =>
  new Promise<void>(done => {
    if (process.connected) process.send?.(answer, undefined, {}, () => done());
    else done();
  });

async function answer({ question }: ToProver): Promise<void> {
  try {
    await send({ kind: 'proof', proof: await prove(question) });
  } catch (error) {
    await send({ kind: 'problem', problem: problemOf(error) });
  }
  process.disconnect?.();
}

/** Called when the parent has ended or on a signal: removes the file first. */
function stop(): void {
  removeAll();
  process.exit(1);
}

process.on('disconnect', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.once('message', message => void answer(message as ToProver));
if (!process.connected) {
  process.stderr.write('prover: started on its own; it serves the command line only.\n');
  process.exitCode = 2;
}
