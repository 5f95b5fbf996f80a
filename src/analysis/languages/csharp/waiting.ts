import type { FixRequest } from '../../fixes/plan';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { isAwaited } from './calls';

/** How the calls of a loop are waited for. */
export interface Waiting {
  /** `await …`, or the thread itself. */
  isAsync: boolean;
  /** `.ConfigureAwait(false)`, or nothing. */
  configured: string;
  /** The token that ends a wait; null where there is none. */
  token: Ir | null;
}

/** How all reads and writes of a loop are waited for; null where they differ, or where it is not followed. */
export function waitingOf({ reads, writes }: FixRequest['summary']): Waiting | null {
  const calls = [...reads, ...writes].filter(node => node.kind === 'call');
  const [first, ...others] = calls.map(waitingFor);
  if (!first || calls.length < reads.length + writes.length) return null;
  return others.every(other => other !== null && isAlike(first, other)) ? first : null;
}

const isAlike = (a: Waiting, b: Waiting): boolean =>
  a.isAsync === b.isAsync &&
  a.configured === b.configured &&
  (a.token === null ? b.token === null : keyOf(a.token) === keyOf(b.token));

function waitingFor(call: Call): Waiting | null {
  const tokens = tokensOf(call);
  const [token = null] = tokens;
  const configured = configurationOf(call);
  if (tokens.length > 1 || configured === null || (token && keyOf(token) === null)) return null;
  return { isAsync: isAwaited(call), configured, token };
}

/** The arguments behind the buffer and its range, but for flags. */
function tokensOf({ name, args }: Call): Ir[] {
  const isRanged = /^(Read|Write)/.test(name) ? args.length >= 3 : args.length === 4;
  const rest = args.slice(isRanged ? 3 : 1);
  return name.endsWith('Async') ? rest.filter(arg => !/(^|\.)SocketFlags\./.test(keyOf(arg) ?? '')) : [];
}

/** What stands between a call and its await; null for anything but ConfigureAwait with a plain answer. */
function configurationOf(call: Call): string | null {
  const { parent } = call;
  if (parent?.kind !== 'call' || parent.receiver !== call) return '';
  const [answer] = parent.args;
  if (parent.name !== 'ConfigureAwait' || answer?.kind !== 'literal') return null;
  return answer.value === false ? '.ConfigureAwait(false)' : '';
}
