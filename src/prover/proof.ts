import { type Because, type Proof, type ProofRun, proofSchemaName } from '../model/proof';
import { noBytes } from '../prove/criterion';
import { conclusionOf } from '../prove/verdict';

/** Makes the runs one after the other, and concludes from all of them. */
export async function repeated(
  times: number,
  one: () => Promise<ProofRun>,
): Promise<Pick<Proof, 'schema' | 'runs'> & ProofRun> {
  const runs: ProofRun[] = [];
  for (let done = 0; done < times; done++) runs.push(await one());
  return { schema: proofSchemaName, ...conclusionOf(runs), runs };
}

/** An undecided run with its reason. */
export function undecided(because: Because, run: Partial<ProofRun>): ProofRun {
  const queues = { receive: 0, send: null };
  const rest = { stretches: [], readAheadBytes: null, took: null, controls: [], notes: [] };
  return { bytes: noBytes(), queues, ...rest, ...run, verdict: 'undecided', because };
}
