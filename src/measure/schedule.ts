import { fewestForInterval } from './intervals';

/** How a request's time is divided among its phases. */
export interface Schedule {
  /** Timed rounds requested; null adds rounds until the figures settle or the time is spent. */
  rounds: number | null;
  /** Timed rounds made also when their part of the time is spent, until the deadline. */
  fewest: number;
  /** When the timed rounds must end, milliseconds of the same clock as `now`. */
  timedUntil: number;
  contrastUntil: number;
  sampledUntil: number;
  /** When everything must have ended: infinite where the caller requested a number of rounds. */
  deadline: number;
}

/** The fewest rounds for a median. A claim is decided by an interval and needs the rounds of one. */
const fewestRounds = 3;
export const mostRounds = 60;
/** Rounds that a budget should hold: enough for an interval, and for a winner among a dozen. */
export const wantedRounds = 9;
/** Rounds with a sleeping receiver: enough to show a flip, too few to rank finely. */
export const contrastRounds = fewestForInterval;
/** Samples that make a share of 1 % and one of 15 % plainly different. */
export const enoughSamples = 500;
/** A small file gives few samples however often it is sent; every run is kept, so there must be an end. */
export const mostSampledRounds = 50;
/** Samples a second on the sender's thread; one costs some 25 µs, so this takes 2.5 % of its time. */
export const sampleHz = 1000;

export interface ScheduleInput {
  rounds: number | null;
  budgetMs: number;
  began: number;
  /** A scenario's claim is to be decided. */
  decides: boolean;
  hasContrast: boolean;
  hasSamples: boolean;
}

/** Shares of the budget: samples a quarter, the other receiver a seventh, the rest to warming, verifying and timing. */
export function scheduleOf({
  rounds,
  budgetMs,
  began,
  decides,
  hasContrast,
  hasSamples,
}: ScheduleInput): Schedule {
  const sampled = hasSamples ? budgetMs * 0.25 : 0;
  const contrast = hasContrast ? budgetMs * 0.15 : 0;
  return {
    rounds,
    fewest: decides ? fewestForInterval : fewestRounds,
    timedUntil: began + budgetMs - sampled - contrast,
    contrastUntil: began + budgetMs - sampled,
    sampledUntil: began + budgetMs,
    deadline: rounds === null ? began + budgetMs : Number.POSITIVE_INFINITY,
  };
}

/** Whether to make another timed round. */
export function goesOn(schedule: Schedule, done: number, now: number, settled: () => boolean): boolean {
  if (schedule.rounds !== null) return done < schedule.rounds;
  if (done < schedule.fewest) return done === 0 || now < schedule.deadline;
  if (done >= mostRounds || now >= schedule.timedUntil) return false;
  return done < fewestForInterval || !settled();
}

/** Timed rounds to expect, from what one took; for progress only. */
export function expectedRounds(
  { rounds, fewest, timedUntil }: Schedule,
  now: number,
  msPerRound: number,
): number {
  if (rounds !== null) return rounds;
  const fitting = Math.floor((timedUntil - now) / Math.max(1, msPerRound));
  return Math.max(fewest, Math.min(mostRounds, fitting));
}

/** Rounds' worth of time that a part of the input is cut to fit: the wanted ones, and verifying, which hashes twice. */
const plannedRounds = wantedRounds + 3;

/**
 * The part (0 to 1] of the input to move in each round, so that the wanted rounds fit into the time for them. One
 * where the caller requested a number of rounds: those are made whole, however long they take.
 */
export function fittingPart(schedule: Schedule, now: number, msPerRound: number): number {
  if (schedule.rounds !== null || msPerRound <= 0) return 1;
  return Math.min(1, Math.max(0, schedule.timedUntil - now) / (msPerRound * plannedRounds));
}
