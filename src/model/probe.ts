import * as v from 'valibot';
import { availabilitySchema } from './availability';
import { messageSchema } from './messageSchema';
import { machineSchema } from './report';
import { routes } from './route';
import { count } from './sample';
import { strategyNames } from './strategy';

/** The same schema under every name: none may be missing. */
function each<N extends string, S>(names: readonly N[], schema: S): Record<N, S> {
  return Object.fromEntries(names.map(name => [name, schema])) as Record<N, S>;
}

/** What the machine can do, tried on one folder's filesystem: nothing is inferred from version numbers. */
export const probeSchema = v.object({
  /** A strategy's availability on each route; a route that it does not support is absent, with the reason. */
  strategies: v.object(each(strategyNames, v.object(each(routes, availabilitySchema)))),
  /** Keys: `counted`, `kernel`, `observed`, `sampled`, `tracepoints`, `hardware-counters`. */
  evidence: machineSchema.entries.evidence,
  filesystem: machineSchema.entries.filesystem,
  nics: machineSchema.entries.nics,
  /** Notes on how this was tried, such as a folder that replaced a read-only one. */
  notes: v.optional(v.array(messageSchema)),
});
export type Probe = v.InferOutput<typeof probeSchema>;

/**
 * Bytes of the input's ranges and how many of them the page cache holds (mincore). `cachedBytes` is null where the
 * kernel refuses to tell: since Linux 5.2, of files that the user neither owns nor may write.
 */
export const residencySchema = v.object({ bytes: count, cachedBytes: v.nullable(count) });
export type Residency = v.InferOutput<typeof residencySchema>;
