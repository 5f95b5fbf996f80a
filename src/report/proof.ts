import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Message } from '../model/message';
import { byteClasses, type Proof, type ProofRun } from '../model/proof';
import { columnsOf, padEnd } from './columns';
import { proofNote, proofWords } from './proofWords';
import { visible } from './visible';

/** A proof in plain words, verdict first. */
export function proofText(proof: Proof, { say }: Texts = textsIn('en')): string {
  const { why, remedy } = proofWords(proof.because);
  const shown = [
    message(`proof.verdict.${proof.verdict}`),
    why,
    ...(remedy ? [message('proof.what-to-do', { remedy })] : []),
    ...proof.notes.map(proofNote),
  ];
  const entries = facts(proof).map(([name, value]) => [say(name), say(value)] as const);
  const wide = Math.max(24, ...entries.map(([name]) => columnsOf(name) + 2));
  const lines = [...shown.map(say), '', ...entries.map(([name, value]) => `  ${padEnd(name, wide)}${value}`)];
  return `${lines.map(visible).join('\n')}\n`;
}

function facts(proof: Proof): [name: Message, value: Message][] {
  const { server, took, file, fileBytes, filesystem, runs } = proof;
  return [
    [message('proof.bytes-seen'), seenBytes(proof)],
    [message('proof.queues'), queues(proof)],
    ...only(server && [message('proof.server'), serverWords(server)]),
    [message('proof.scratch'), message('proof.scratch.file', { file, bytes: fileBytes, filesystem })],
    [message('proof.controls'), controls(proof)],
    ...only(took && [message('proof.took'), message('proof.took.time', { time: took.lookToRestoreNs })]),
    ...only(runs.length > 1 && [message('proof.runs'), listed(runCounts(runs))]),
  ];
}

/** A fact where there is one. */
const only = (fact: [Message, Message] | false | null): [Message, Message][] => (fact ? [fact] : []);

const listed = (parts: Message[]) => message('proof.list', { parts });

function seenBytes({ bytes }: Proof): Message {
  const seen = byteClasses.filter(kind => bytes[kind] > 0);
  if (seen.length === 0) return message('proof.none');
  return listed(seen.map(kind => message(`proof.class.${kind}`, { bytes: bytes[kind] })));
}

const queues = ({ queues: { receive, send } }: Proof): Message =>
  send === null
    ? message('proof.queues.receive', { receive })
    : message('proof.queues.both', { receive, send });

const serverWords = ({ address, process }: NonNullable<Proof['server']>): Message =>
  process
    ? message('proof.server.process', { address, pid: String(process.pid), name: process.name })
    : message('proof.server.unseen', { address });

function controls({ controls: tried }: Proof): Message {
  if (tried.length === 0) return message('proof.controls.none');
  return listed(
    tried.map(({ sending, over, passed }) =>
      message(passed ? 'proof.control.passed' : 'proof.control.failed', { sending, over }),
    ),
  );
}

function runCounts(runs: readonly ProofRun[]): Message[] {
  const counts = new Map<ProofRun['verdict'], number>();
  for (const { verdict } of runs) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) =>
    message('proof.run', { runs: count, verdict: message(`proof.run.${verdict}`) }),
  );
}
