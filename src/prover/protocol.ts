import * as v from 'valibot';
import { problemTextSchema } from '../model/messageSchema';
import { proofSchema } from '../model/proof';
import type { Question } from './question';

/** From the parent to the prover. The prover also ends when the channel closes. */
export type ToProver = { kind: 'prove'; question: Question };

/** To the parent: one answer, and the output of a relay or command meanwhile. */
export const fromProverSchema = v.variant('kind', [
  /** The relay listens there. */
  v.object({ kind: v.literal('listening'), address: v.string(), file: v.string() }),
  /** Output of the command. */
  v.object({ kind: v.literal('output'), text: v.string() }),
  v.object({ kind: v.literal('proof'), proof: proofSchema }),
  v.object({
    kind: v.literal('problem'),
    problem: v.object({
      kind: v.picklist(['input', 'job']),
      ...problemTextSchema.entries,
    }),
  }),
]);
export type FromProver = v.InferOutput<typeof fromProverSchema>;
