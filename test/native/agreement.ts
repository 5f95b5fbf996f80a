// Compares the aliasing experiment with the rules of src/measure/copies, path by path, for tests and the benchmark.
import { copiesOf } from '../../src/measure/copies';
import { witnessed } from '../../src/measure/copies/witness';
import type { SocketKind } from '../../src/model/job';
import type { Observed } from '../../src/model/observation';
import type { Hop } from '../../src/model/report';
import { type Route, routes } from '../../src/model/route';
import type { StrategyName } from '../../src/model/strategy';
import type { Addon, Probe } from '../../src/worker/addon';
import { makeSpec, meantFor } from './engine';

export interface Path {
  strategy: StrategyName;
  route: Route;
  socket: SocketKind;
}

export interface Agreement extends Path {
  observed: Observed;
  /** The rules' hops with what was observed laid over them. */
  hops: Hop[];
  /** Hops where the rules differ from the observation. */
  against: Hop[];
  /** Hops that neither the experiment nor the kernel decided. */
  open: Hop[];
}

/** Every path that works here: strategy by route, and by kind of socket where there is one. */
export function pathsOf(probe: Probe): Path[] {
  return routes.flatMap(route =>
    meantFor[route]
      .filter(strategy => probe.strategies[strategy][route].available)
      .flatMap(strategy => socketsOf(route, strategy).map((socket): Path => ({ strategy, route, socket }))),
  );
}

/** Unix sockets have no zero-copy send. */
const tcpOnly: StrategyName[] = ['msg-zerocopy', 'io-uring-zc'];

function socketsOf(route: Route, strategy: StrategyName): SocketKind[] {
  return !route.includes('socket') || tcpOnly.includes(strategy) ? ['tcp'] : ['tcp', 'unix'];
}

/** One path: a run of `input` for the rules, the experiment beside it for the rest. */
export async function agreementOn(
  addon: Addon,
  probe: Probe,
  place: { input: string; folder: string },
  path: Path,
): Promise<Agreement> {
  const spec = makeSpec(place.input, place.folder, { ...path, sink: 'discard' });
  const run = { phase: 'timed' as const, ...(await addon.run(spec, () => {}).done) };
  const facts = { ...spec, run, filesystem: probe.filesystem };
  const observed = addon.observe({ ...path, directory: place.folder });
  const hops = witnessed(copiesOf(facts), observed);
  return {
    ...path,
    observed,
    hops,
    against: hops.filter(({ ruleBy }) => ruleBy !== undefined),
    open: hops.filter(({ moverEvidence }) => moverEvidence === 'model'),
  };
}

export const hopText = ({ from, to, by }: Hop) => `${from} → ${to}: ${by}`;
