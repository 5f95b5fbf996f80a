import type { Run, ThreadUsage } from './sample';

/** CPU time of a thread, nanoseconds: by its own clock, in older reports by getrusage. */
export const cpuNs = ({ cpuNs: own, userNs, systemNs }: ThreadUsage) => own ?? userNs + systemNs;

/** CPU time of the sending side: its thread's, and what io_uring's threads spent for it. Nanoseconds. */
export const sendingNs = ({ sender, helperNs }: Run) => cpuNs(sender) + (helperNs ?? 0);

/** The kernel's tick may be at most this part of a run's CPU time for user and system time to be told apart. */
const finestGrain = 0.01;

/** Whether a run's split into user and system time means something. */
export function hasSplit({ sender, cpuGrainNs }: Run): boolean {
  return cpuGrainNs !== undefined && cpuGrainNs <= cpuNs(sender) * finestGrain;
}
