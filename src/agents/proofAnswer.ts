import * as v from 'valibot';
import { type Proof, proofVerdicts, serverSchema } from '../model/proof';
import { proofNoteSentence, proofSentence } from '../report/proofSentences';
import { figure, figureSchema } from './figure';

/** Whether a server sends a file by reference or by copy, and what showed it. */
export const proofAnswerSchema = v.object({
  verdict: v.picklist(proofVerdicts),
  why: v.string(),
  remedy: v.nullable(v.string()),
  notes: v.array(v.string()),
  server: v.nullable(serverSchema),
  filesystem: v.string(),
  /** Our own senders beside it: sendfile must show references, write copies. */
  controls: v.array(v.object({ sending: v.string(), over: v.string(), passed: v.boolean() })),
  figures: v.array(figureSchema),
});
export type ProofAnswer = v.InferOutput<typeof proofAnswerSchema>;

export function proofAnswer(proof: Proof): ProofAnswer {
  const { verdict, because, bytes, notes, server, filesystem, controls, fileBytes } = proof;
  const { why, remedy } = proofSentence(because);
  const seen = Object.entries(bytes).filter(([, count]) => count > 0);
  return {
    verdict,
    why,
    remedy,
    notes: notes.map(proofNoteSentence),
    server,
    filesystem,
    controls: controls.map(({ sending, over, passed }) => ({ sending, over, passed })),
    figures: [
      ...seen.map(([name, count]) => figure(`bytes seen: ${name}`, count, 'bytes', 'observed')),
      figure('scratch file', fileBytes, 'bytes', 'counted'),
    ],
  };
}
