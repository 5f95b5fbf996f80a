import { absenceOf, messageOf } from '../messages/absenceOf';
import type { Availability, Reason } from '../model/availability';
import type { SocketKind } from '../model/job';
import type { Probe } from '../model/probe';
import type { RunSpec } from '../model/runSpec';
import type { RunResult } from '../model/sample';
import type { Addon, NativeError, RunHandle } from './addon';

// The backend reports codes with values; this is the one place that turns them into messages.

export type NativeAvailability = { available: true } | { available: false; reason: Reason };
type Availabilities<T> = {
  [K in keyof T]: T[K] extends Availability ? NativeAvailability : Availabilities<T[K]>;
};

export type NativeProbe = Omit<Probe, 'strategies' | 'evidence' | 'notes'> & {
  strategies: Availabilities<Probe['strategies']>;
  evidence: Availabilities<Probe['evidence']>;
  notes: Reason[];
};

export type NativeResult = Omit<RunResult, 'ranAs'> & {
  ranAs: { strategy: RunResult['ranAs']['strategy']; reason: Reason | null };
};

/** The addon as it is loaded. */
export type NativeAddon = Omit<Addon, 'probe' | 'run'> & {
  probe(directory: string, socket?: SocketKind): NativeProbe;
  run(
    spec: RunSpec,
    onProgress: (bytes: number) => void,
  ): Omit<RunHandle, 'done'> & { done: Promise<NativeResult> };
};

/** The addon with the messages of its reasons. */
export function withMessages(native: NativeAddon): Addon {
  return {
    ...native,
    probe: (directory, socket) => probeOf(native.probe(directory, socket)),
    run(spec, onProgress) {
      const handle = native.run(spec, onProgress);
      return { done: handle.done.then(resultOf, failed), cancel: handle.cancel };
    },
  };
}

/** What the machine can do, with messages. */
export function probeOf({ strategies, evidence, notes, ...rest }: NativeProbe): Probe {
  return {
    ...rest,
    strategies: mapped(strategies, byRoute => mapped(byRoute, availabilityOf)) as Probe['strategies'],
    evidence: mapped(evidence, availabilityOf),
    notes: notes.map(messageOf),
  };
}

function mapped<V, R>(table: Record<string, V>, map: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, map(value)]));
}

const availabilityOf = (found: NativeAvailability): Availability =>
  found.available ? found : { ...found, ...absenceOf(found.reason) };

function resultOf({ ranAs, ...rest }: NativeResult): RunResult {
  const { strategy, reason } = ranAs;
  return { ...rest, ranAs: { strategy, because: reason && messageOf(reason), reason } };
}

/** An error that has a reason says that this job can't be had here. */
function failed(error: NativeError): never {
  throw error.reason ? Object.assign(error, absenceOf(error.reason)) : error;
}
