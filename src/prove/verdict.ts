import type { Because, ProofBytes, ProofRun, ProofVerdict } from '../model/proof';
import { sumOf, verdictOf } from './criterion';

/** The results of both queues. */
export interface Zones {
  receive: ProofBytes;
  /** Null where the send queue could not be looked at. */
  send: ProofBytes | null;
  /** Whether the bytes left this machine's memory on their way, so that the receive queue holds copies in any case. */
  remote: boolean;
}

export type Conclusion = Pick<ProofRun, 'verdict' | 'because' | 'bytes'>;

/** The verdict of one run. Copies in a receive queue that a network card filled do not show how the server sends. */
export function conclude({ receive, send, remote }: Zones): Conclusion {
  const blind = remote && receive.reference === 0;
  const seen = blind ? { ...receive, copy: 0, undecided: receive.undecided + receive.copy } : receive;
  const bytes = send ? sumOf(seen, send) : seen;
  const verdict = verdictOf(bytes);
  return { verdict, bytes, because: reasonOf(verdict, bytes, { receive: seen, send, remote }) };
}

function reasonOf(verdict: ProofVerdict, bytes: ProofBytes, { receive, send, remote }: Zones): Because {
  const { reference, copy } = bytes;
  if (verdict === 'reference') return { id: 'all-followed', args: { reference } };
  if (verdict === 'copy') return { id: 'none-followed', args: { copy } };
  if (verdict === 'mixed') {
    const pure = send && verdictOf(receive) !== 'mixed' && verdictOf(send) !== 'mixed';
    return { id: pure ? 'zones-differ' : 'some-followed', args: { reference, copy } };
  }
  return remote ? { id: 'remote-queue', args: {} } : { id: 'other-content', args: { bytes: receive.header } };
}

/** The verdict of several runs: theirs where those that decided agree, `mixed` where they don't. */
export function conclusionOf(runs: readonly ProofRun[]): ProofRun {
  const decided = runs.filter(({ verdict }) => verdict !== 'undecided');
  const [first] = decided;
  if (!first) return runs[0]!;
  const other = decided.find(({ verdict }) => verdict !== first.verdict);
  if (!other) return first;
  const count = (wanted: ProofVerdict) => decided.filter(({ verdict }) => verdict === wanted).length;
  const args = { reference: count('reference'), copy: count('copy'), mixed: count('mixed') };
  return { ...first, verdict: 'mixed', because: { id: 'runs-differ', args } };
}
