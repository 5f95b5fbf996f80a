import * as v from 'valibot';

/** Why something cannot run here, and what a person can do about it. */
export const absenceSchema = v.object({ why: v.string(), remedy: v.string() });
export type Absence = v.InferOutput<typeof absenceSchema>;

/** Whether a strategy or an evidence source works on this machine. An absence is a result, not an exception. */
export const availabilitySchema = v.variant('available', [
  v.object({ available: v.literal(true) }),
  v.object({ available: v.literal(false), ...absenceSchema.entries }),
]);
export type Availability = v.InferOutput<typeof availabilitySchema>;
