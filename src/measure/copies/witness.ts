import type { Observation, Observed, Segment } from '../../model/observation';
import type { Hop } from '../../model/report';
import type { Mover, MoverEvidence, Stage } from '../../model/route';

// Lays what the aliasing experiment showed over the hops of the rules. A hop's `by` is what was observed; where the
// rule said something else, `ruleBy` keeps that.

const moverShown: Partial<Record<Segment['shows'], Mover>> = {
  reference: 'reference',
  copy: 'cpu',
  bypass: 'dma',
  discarded: 'discarded',
};

/** The observation of one leg. */
interface Sight {
  mover: Mover;
  evidence: MoverEvidence;
}

/** The observation of that path, or null where none was made. */
export function observedOf(
  observations: readonly Observation[] | undefined,
  asked: Pick<Observation, 'strategy' | 'route' | 'socket'>,
): Observed | null {
  const fits = (one: Observation) =>
    one.strategy === asked.strategy &&
    one.route === asked.route &&
    (one.socket === asked.socket || !asked.route.includes('socket'));
  return observations?.find(fits) ?? null;
}

/** All hops between the same two stages: they differ in mover and bytes, as completions tell them apart. */
interface Leg {
  from: Stage;
  to: Stage;
  hops: Hop[];
}

/** The rules' hops with the observations; unchanged without any. */
export function witnessed(hops: readonly Hop[], observed: Observed | null): Hop[] {
  if (!observed) return [...hops];
  const segments = observed.segments.filter(({ shows }) => moverShown[shows] !== undefined);
  const legs = finer(pastPageCache(legsOf(hops), segments), segments);
  const seen = new Map<Leg, Sight>();
  const paths = segments.map(segment => ({ segment, path: pathBetween(legs, segment) }));
  // An observation of a single leg decides which leg of a longer segment made its copy.
  paths.sort((a, b) => a.path.length - b.path.length);
  for (const { segment, path } of paths) decide(path, sightOf(segment), seen);
  return legs.flatMap(leg => leg.hops.map(hop => shown(hop, leg, seen.get(leg))));
}

/** Shared extents are known from the kernel; a change of the file would not show them. */
const sightOf = ({ shows, means }: Segment): Sight => ({
  mover: moverShown[shows]!,
  evidence: means === 'fiemap' ? 'kernel' : 'observed',
});

function legsOf(hops: readonly Hop[]): Leg[] {
  const legs: Leg[] = [];
  for (const hop of hops) {
    const known = legs.find(({ from, to }) => from === hop.from && to === hop.to);
    if (known) known.hops.push(hop);
    else legs.push({ from: hop.from, to: hop.to, hops: [hop] });
  }
  return legs;
}

/** If the device fetched the bytes from user memory, the rule's leg into the page cache ends at the disk. */
function pastPageCache(legs: Leg[], segments: Segment[]): Leg[] {
  const to = 'destination-disk';
  return legs.map(leg => {
    const past = segments.some(
      ({ from, to: end, shows }) => from === leg.from && end === to && shows === 'bypass',
    );
    if (!past || leg.to !== 'destination-page-cache') return leg;
    return { ...leg, to, hops: leg.hops.map(hop => ({ ...hop, to })) };
  });
}

/**
 * If the experiment found the bytes in the user buffer between the ends of a rule's single leg, the rule misses a copy:
 * the leg is divided into two.
 */
function finer(legs: Leg[], segments: Segment[]): Leg[] {
  const met = (from: Stage, to: Stage) =>
    segments.some(segment => segment.from === from && segment.to === to) &&
    !legs.some(leg => leg.from === from && leg.to === to);
  return legs.flatMap(leg => {
    const middle = 'user-buffer';
    if (!met(leg.from, middle) || !met(middle, leg.to)) return [leg];
    const part = (from: Stage, to: Stage): Leg => ({
      from,
      to,
      hops: leg.hops.map(hop => ({ ...hop, from, to, ruleBy: hop.by })),
    });
    return [part(leg.from, middle), part(middle, leg.to)];
  });
}

/** The legs from the segment's start to its end, one after the other; none where the rules know no such way. */
function pathBetween(legs: readonly Leg[], { from, to }: { from: Stage; to: Stage }): Leg[] {
  for (const leg of legs) {
    if (leg.from !== from) continue;
    if (leg.to === to) return [leg];
    const rest = pathBetween(
      legs.filter(other => other !== leg),
      { from: leg.to, to },
    );
    if (rest.length > 0) return [leg, ...rest];
  }
  return [];
}

/** A chain hands on references only where each of its legs does; a copy on it was made by one leg at least. */
function decide(path: readonly Leg[], sight: Sight, seen: Map<Leg, Sight>): void {
  const [only] = path;
  if (!only) return;
  if (path.length === 1 || sight.mover === 'reference') {
    for (const leg of path) seen.set(leg, sight);
    return;
  }
  if (path.some(leg => seen.get(leg)?.mover === sight.mover)) return;
  const copying = copyingLeg(path.filter(leg => !seen.has(leg)));
  if (copying) seen.set(copying, sight);
}

/**
 * Which of the legs made a copy that was seen over all of them: the only one left, the only one that copies by the rules,
 * or, against the rules, the last. Two that copy by the rules can't be distinguished.
 */
function copyingLeg(legs: readonly Leg[]): Leg | undefined {
  const byRule = legs.filter(({ hops }) => hops.some(({ by }) => by === 'cpu'));
  return byRule.length > 1 ? undefined : (byRule[0] ?? legs.at(-1));
}

function shown(hop: Hop, { hops }: Leg, sight: Sight | undefined): Hop {
  if (!sight) return hop;
  const { mover, evidence } = sight;
  if (hop.by === mover) return { ...hop, moverEvidence: evidence };
  // Where completions tell bytes of one leg apart, the experiment has met one kind of them.
  if (hops.length > 1 && hop.moverEvidence === 'kernel') return hop;
  return { ...hop, by: mover, moverEvidence: evidence, ruleBy: hop.ruleBy ?? hop.by };
}
