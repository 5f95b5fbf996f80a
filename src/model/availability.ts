import * as v from 'valibot';
import { messageSchema } from './messageSchema';

/** A reason code of the native backend, for decisions by programs. */
export const reasonSchema = v.object({ code: v.string(), values: v.record(v.string(), v.string()) });
export type Reason = v.InferOutput<typeof reasonSchema>;

/**
 * Why something cannot run here, and what a person can do about it. `reason` is for programs; it is missing in older
 * reports, and where no backend gave one.
 */
export const absenceSchema = v.object({
  why: messageSchema,
  remedy: messageSchema,
  reason: v.optional(reasonSchema),
});
export type Absence = v.InferOutput<typeof absenceSchema>;

/** Whether a strategy or an evidence source works on this machine. An absence is a result, not an exception. */
export const availabilitySchema = v.variant('available', [
  v.object({ available: v.literal(true) }),
  v.object({ available: v.literal(false), ...absenceSchema.entries }),
]);
export type Availability = v.InferOutput<typeof availabilitySchema>;
