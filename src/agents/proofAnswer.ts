import * as v from 'valibot';
import { textsIn } from '../messages/texts';
import { type Proof, proofVerdicts, serverSchema } from '../model/proof';
import { proofNote, proofWords } from '../report/proofWords';
import { figure, figureSchema } from './figure';

const { say } = textsIn('en');

/** Whether a server sends a file by reference or by copy, and what showed it. */
export const proofAnswerSchema = v.object({
  verdict: v.picklist(proofVerdicts),
  why: v.string(),
  remedy: v.nullable(v.string()),
  notes: v.array(v.string()),
  server: v.nullable(serverSchema),
  filesystem: v.string(),
  /** The controls, which are our own senders: sendfile must show references, write must show copies. */
  controls: v.array(v.object({ sending: v.string(), over: v.string(), passed: v.boolean() })),
  figures: v.array(figureSchema),
});
export type ProofAnswer = v.InferOutput<typeof proofAnswerSchema>;

/** In English, like every answer to an assistant. */
export function proofAnswer(proof: Proof): ProofAnswer {
  const { verdict, because, bytes, notes, server, filesystem, controls, fileBytes } = proof;
  const { why, remedy } = proofWords(because);
  const seen = Object.entries(bytes).filter(([, count]) => count > 0);
  return {
    verdict,
    why: say(why),
    remedy: remedy && say(remedy),
    notes: notes.map(note => say(proofNote(note))),
    server,
    filesystem,
    controls: controls.map(({ sending, over, passed }) => ({ sending, over, passed })),
    figures: [
      ...seen.map(([name, count]) => figure(`bytes seen: ${name}`, count, 'bytes', 'observed')),
      figure('scratch file', fileBytes, 'bytes', 'counted'),
    ],
  };
}
