import * as v from 'valibot';
import { evidences } from '../model/route';
import { finite } from '../model/sample';

/** A figure with its unit and how it is known. `spread` is the median absolute deviation over `rounds`. */
export const figureSchema = v.object({
  name: v.string(),
  value: finite,
  unit: v.string(),
  evidence: v.picklist(evidences),
  spread: v.optional(finite),
  rounds: v.optional(v.number()),
});
export type Figure = v.InferOutput<typeof figureSchema>;

export const figure = (name: string, value: number, unit: string, evidence: Figure['evidence']): Figure => ({
  name,
  value,
  unit,
  evidence,
});
