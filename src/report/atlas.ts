import type { ProofVerdict } from '../model/proof';
import rows from './atlasRows.json';

/** What moved a file: a loop of the server's own, calls that had the kernel move it, or calls that were counted a fetch. */
export interface MovedPart {
  /** The loop's function, or the call. */
  name: string | null;
  reads?: number;
  writes?: number;
  calls?: number;
  counted?: number;
}

/** For a MiB that was sent. */
export interface AtlasCost {
  cpuNs: number;
  contextSwitches: number;
  modeSwitches: number;
}

/** One configuration of a system and the result of its proof. */
export interface AtlasRow {
  configuration: string;
  protocol: string;
  verdict: ProofVerdict;
  /** The setting that makes it send by reference; null where none is known or needed. */
  change: string | null;
  /** Of one proof's queues. */
  bytes: { reference: number; copy: number };
  moved: MovedPart[];
  /** Of all its processes, beside our own cheapest sender; null where nothing was counted. */
  cost: (AtlasCost & { best: (AtlasCost & { strategy: string }) | null }) | null;
  /** What is commonly said. */
  claim: string | null;
  outcome: 'holds' | 'fails' | 'in part' | 'undecided' | null;
}

export interface AtlasSystem {
  /** Name of its results' file. */
  study: string;
  system: string;
  version: string | null;
  /** Why it was not run; null where there are rows. */
  absent: string | null;
  rows: AtlasRow[];
}

/** docs/atlas without its raw figures, by name; `npm run atlas` writes it. */
export const atlas = rows as unknown as readonly AtlasSystem[];

/** Studies by what the kernel calls a server's process (at most 15 characters). A runtime may run any of its servers. */
const studies: readonly [RegExp, readonly string[]][] = [
  [/^(apache2|httpd)/, ['apache']],
  [/^caddy/, ['caddy']],
  [/^gunicorn/, ['gunicorn']],
  [/^h2o/, ['h2o']],
  [/^haproxy/, ['haproxy']],
  [/^icecast/, ['icecast']],
  [/^java/, ['java', 'javaNewest', 'jetty', 'netty', 'spring', 'tomcat']],
  [/^lighttpd/, ['lighttpd']],
  [/^nginx/, ['nginx']],
  [/^(node|MainThread)/, ['node']],
  [/^python/, ['python']],
  [/^uwsgi/, ['uwsgi']],
  [/^webfs/, ['webfs']],
];

/** The systems that a process may be; empty for one that is unknown. */
export function systemsOf(processName: string): AtlasSystem[] {
  const names = studies.find(([pattern]) => pattern.test(processName))?.[1] ?? [];
  return atlas.filter(({ study }) => names.includes(study));
}
