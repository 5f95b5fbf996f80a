import { lookup } from 'node:dns/promises';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import type { Endpoint } from './backend';

/** Whether bytes to this address stay inside the machine, as references do. */
export const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || address === '::1' || /^::ffff:127\./i.test(address);

/**
 * The numeric address of a host. The connection uses this address and not the name, so that the resolver is asked only
 * once. Refuses addresses other than loopback unless the user allowed them.
 */
export async function resolveHost(host: string, port: number, allowRemote: boolean): Promise<Endpoint> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const found = await lookup(name).catch(error => {
    throw new Problem(
      'input',
      {
        what: message('prove.host', { name }),
        why: message('input.other', { error: (error as Error).message }),
        remedy: message('prove.host.remedy'),
      },
      { cause: error },
    );
  });
  if (!isLoopback(found.address) && !allowRemote) throw remoteRefused(name, found.address);
  return { address: found.address, port };
}

const remoteRefused = (name: string, address: string) =>
  new Problem('input', {
    what: message('prove.remote', { name, address }),
    why: message('prove.remote.why'),
    remedy: message('prove.remote.remedy'),
  });

/** What a connection that could not be made means. */
export function connectProblem(error: NodeJS.ErrnoException & { path?: string }): Problem {
  const at = error.path ?? message('prove.the-server');
  const reasons: Record<string, [why: Message, remedy: Message]> = {
    ECONNREFUSED: [message('prove.refused'), message('prove.refused.remedy')],
    ETIMEDOUT: [message('prove.timeout'), message('prove.timeout.remedy')],
    ENOENT: [message('prove.no-socket'), message('prove.no-socket.remedy')],
    EACCES: [message('prove.may-not'), message('prove.may-not.remedy')],
    EAGAIN: [message('prove.queue-full'), message('prove.queue-full.remedy')],
  };
  const [why, remedy] = reasons[error.code ?? ''] ?? [
    message('input.other', { error: error.message }),
    message('prove.unconnected.remedy'),
  ];
  return new Problem('input', { what: message('prove.unconnected', { at }), why, remedy }, { cause: error });
}
