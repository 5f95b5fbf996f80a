import { cpuNs, hasSplit, sendingNs } from '../model/figures';
import type { Spread, Summary, Transfer } from '../model/report';
import type { HardwareCounts, Run, SyscallCount, ThreadUsage } from '../model/sample';
import { spread } from './statistics';

const kib = 1024;

/** The cost that ranks strategies: CPU time of the sending side per KiB moved; null if nothing was moved. */
export function senderCost(run: Run): number | null {
  return run.bytes > 0 ? (sendingNs(run) * kib) / run.bytes : null;
}

/** The timed rounds, the only ones that give figures. */
export const timedRuns = (runs: readonly Run[]) => runs.filter(run => run.phase === 'timed');

const callsOf = (counts: Record<string, SyscallCount>) =>
  Object.values(counts).reduce((sum, { calls }) => sum + calls, 0);

/** Syscalls of the sender's thread in one run. */
export const senderCalls = (run: Run) => callsOf(run.syscalls);

/** Context switches of both threads in one run. */
export function wakeups({ sender, receiver }: Run): number {
  const of = (usage: ThreadUsage | null) => (usage ? usage.voluntarySwitches + usage.involuntarySwitches : 0);
  return of(sender) + of(receiver);
}

/** The run whose cost is in the middle of the timed ones: its counts stand for the transfer's; null of none. */
export function representativeRun(runs: readonly Run[]): Run | null {
  const byCost = timedRuns(runs).sort((a, b) => (senderCost(a) ?? 0) - (senderCost(b) ?? 0));
  return byCost[Math.floor((byCost.length - 1) / 2)] ?? null;
}

/** Median and spread of each figure over the timed rounds that moved something; null where there is none. */
export function summarize(runs: readonly Run[]): Summary | null {
  const timed = timedRuns(runs).filter(run => run.bytes > 0);
  if (timed.length === 0) return null;
  const over = (figure: (run: Run) => number): Spread => spread(timed.map(figure))!;
  const perKiB = (figure: (run: Run) => number) => over(run => (figure(run) * kib) / run.bytes);
  return {
    wallNs: over(run => run.wallNs),
    cpuNsPerKiB: perKiB(sendingNs),
    ...(timed.every(hasSplit)
      ? {
          userNsPerKiB: perKiB(run => run.sender.userNs),
          systemNsPerKiB: perKiB(run => run.sender.systemNs),
        }
      : {}),
    totalCpuNsPerKiB: perKiB(run => sendingNs(run) + (run.receiver ? cpuNs(run.receiver) : 0)),
    bytesPerSecond: over(run => (run.bytes * 1e9) / Math.max(1, run.wallNs)),
    syscalls: over(senderCalls),
    bytesPerSyscall: over(run => run.bytes / Math.max(1, senderCalls(run))),
    voluntarySwitches: over(run => run.sender.voluntarySwitches),
    involuntarySwitches: over(run => run.sender.involuntarySwitches),
    wakeups: over(wakeups),
    minorFaults: over(run => run.sender.minorFaults),
    majorFaults: over(run => run.sender.majorFaults),
    deviceReadBytes: over(run => run.deviceReadBytes),
    ...hardwareOf(timed),
  };
}

/** The processor's counts, where every round has them: some rounds alone would not compare with the other figures. */
function hardwareOf(timed: readonly Run[]): Partial<Summary> {
  const per = (unit: number, of: (counts: HardwareCounts) => number | null): Spread | undefined => {
    const values = timed.map(({ hardware, bytes }) => {
      const counted = hardware ? of(hardware) : null;
      return counted === null ? null : (counted * unit) / bytes;
    });
    const counted = values.filter(value => value !== null);
    return counted.length === values.length ? (spread(counted) ?? undefined) : undefined;
  };
  const figures = {
    cyclesPerByte: per(1, ({ cycles }) => cycles),
    instructionsPerByte: per(1, ({ instructions }) => instructions),
    cacheMissesPerKiB: per(kib, ({ cacheMisses }) => cacheMisses),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== undefined));
}

/** A transfer with the summary of the runs it has by now. */
export const withSummary = (transfer: Transfer): Transfer => ({
  ...transfer,
  summary: summarize(transfer.runs),
});
