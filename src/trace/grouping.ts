import type { End } from '../model/trace';
import type { TracerRelay } from '../worker/tracerProtocol';

/** `tcp LOCAL` of `tcp LOCAL -> PEER`: the connections of one server, or of one client to many servers. */
function withoutPeer(end: End): End {
  const [local = ''] = end.name.split(' -> ');
  return end.kind === 'socket' ? { kind: end.kind, name: local } : end;
}

const keyOf = ({ process, from, to }: TracerRelay) =>
  JSON.stringify([process, withoutPeer(from), withoutPeer(to)]);

function joined(rows: TracerRelay[]): TracerRelay {
  const [first] = rows as [TracerRelay, ...TracerRelay[]];
  if (rows.length === 1) return first;
  const sum = (of: (row: TracerRelay) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    ...first,
    from: commonEnd(rows.map(({ from }) => from)),
    to: commonEnd(rows.map(({ to }) => to)),
    bytes: sum(row => row.bytes),
    reads: sum(row => row.reads),
    writes: sum(row => row.writes),
    compared: sum(row => row.compared),
    firstNs: Math.min(...rows.map(row => row.firstNs)),
    lastNs: Math.max(...rows.map(row => row.lastNs)),
    threads: [...new Set(rows.flatMap(row => row.threads))],
    sites: rows.flatMap(row => row.sites),
  };
}

function commonEnd(ends: End[]): End {
  const names = new Set(ends.map(({ name }) => name));
  const [first] = ends as [End, ...End[]];
  return names.size === 1 ? first : { ...first, name: `${withoutPeer(first).name} -> ${names.size} peers` };
}

/** Rows of the connections of one server as one row. */
export function groupRelays(rows: readonly TracerRelay[]): TracerRelay[] {
  const groups = new Map<string, TracerRelay[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map(joined);
}
