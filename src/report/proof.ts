import type { Proof, ProofRun, ProofVerdict } from '../model/proof';
import { proofNoteSentence, proofSentence } from './proofSentences';
import { visible } from './visible';

const verdicts: Record<ProofVerdict, string> = {
  reference: 'Reference: the file is sent without copying it.',
  copy: 'Copy: the file is copied before it is sent.',
  mixed: 'Mixed: some of the file is sent by reference and some is copied.',
  undecided: 'Undecided.',
};

/** A proof in plain words, verdict first. */
export function proofText(proof: Proof): string {
  const { why, remedy } = proofSentence(proof.because);
  const lines = [
    verdicts[proof.verdict],
    why,
    ...(remedy ? [`What to do: ${remedy}`] : []),
    ...proof.notes.map(proofNoteSentence),
    '',
    ...facts(proof).map(([name, value]) => `  ${name.padEnd(24)}${value}`),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

function facts(proof: Proof): [string, string][] {
  const { bytes, queues, server, took } = proof;
  const send = queues.send === null ? 'not seen' : number(queues.send);
  const seen = Object.entries(bytes).filter(([, count]) => count > 0);
  return [
    ['Bytes seen', seen.map(([name, count]) => `${number(count)} ${name}`).join(', ') || 'none'],
    ['Queues', `receive ${number(queues.receive)}, send ${send}`],
    ...(server ? [['Server', serverText(server)] as [string, string]] : []),
    ['Scratch file', `${proof.file} (${number(proof.fileBytes)} bytes on ${proof.filesystem}, removed)`],
    ['Controls', controlsText(proof)],
    ...(took
      ? [['First look to restored', `${(took.lookToRestoreNs / 1e6).toFixed(2)} ms`] as [string, string]]
      : []),
    ...(proof.runs.length > 1 ? [['Runs', runsText(proof.runs)] as [string, string]] : []),
  ];
}

const number = (value: number) => value.toLocaleString('en-US');

const serverText = ({ address, process }: NonNullable<Proof['server']>) =>
  process ? `${address}, process ${process.pid} (${process.name})` : `${address}, process not visible`;

function controlsText({ controls }: Proof): string {
  if (controls.length === 0) return 'none ran';
  return controls
    .map(({ sending, over, passed }) => `${sending} over ${over} ${passed ? 'as expected' : 'FAILED'}`)
    .join(', ');
}

function runsText(runs: readonly ProofRun[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of runs) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}
