import type { ProofVerdict } from '../model/proof';
import rows from './atlasRows.json';

/** One configuration of a system and the result of its proof. */
export interface AtlasRow {
  configuration: string;
  protocol: string;
  verdict: ProofVerdict;
  /** The setting that makes it send by reference; null where none is known or needed. */
  change: string | null;
}

export interface AtlasSystem {
  /** Name of its results' file. */
  study: string;
  system: string;
  version: string;
  rows: AtlasRow[];
}

/** docs/atlas without its raw figures, by name; `npm run atlas` writes it. */
export const atlas = rows as readonly AtlasSystem[];

/** Studies by what the kernel calls a server's process (at most 15 characters). A runtime may run any of its servers. */
const studies: readonly [RegExp, readonly string[]][] = [
  [/^(apache2|httpd)/, ['apache']],
  [/^caddy/, ['caddy']],
  [/^gunicorn/, ['gunicorn']],
  [/^h2o/, ['h2o']],
  [/^haproxy/, ['haproxy']],
  [/^icecast/, ['icecast']],
  [/^java/, ['java', 'jetty', 'netty', 'spring', 'tomcat']],
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
