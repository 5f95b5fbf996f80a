import { lookup } from 'node:dns/promises';
import { Problem } from '../model/problem';
import type { Endpoint } from './backend';

/** Whether bytes to this address stay inside the machine, as references do. */
export const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || address === '::1' || /^::ffff:127\./i.test(address);

/**
 * The numeric address of a host; connecting to it, and not to the name again, leaves no second answer of the resolver to
 * trust. Refuses others than loopback unless the user allowed them.
 */
export async function resolveHost(host: string, port: number, allowRemote: boolean): Promise<Endpoint> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const found = await lookup(name).catch(error => {
    throw new Problem(
      'input',
      {
        what: `The host ${name} has no address.`,
        why: `${(error as Error).message}.`,
        remedy: 'Check its spelling, or give its address: 127.0.0.1.',
      },
      { cause: error },
    );
  });
  if (!isLoopback(found.address) && !allowRemote) throw remoteRefused(name, found.address);
  return { address: found.address, port };
}

const remoteRefused = (name: string, address: string) =>
  new Problem('input', {
    what: `${name} (${address}) is not a loopback address.`,
    why: 'The request and the random bytes of a scratch file would cross the network. The file is made in the folder, changed in place for some milliseconds and removed; nothing else is touched.',
    remedy: 'Use an address of loopback such as 127.0.0.1, or add --allow-remote if that may happen.',
  });

/** What a connection that could not be made means. */
export function connectProblem(error: NodeJS.ErrnoException & { path?: string }): Problem {
  const at = error.path ?? 'the server';
  const reasons: Record<string, [string, string]> = {
    ECONNREFUSED: ['Nothing listens there.', 'Start the server, and check the port.'],
    ETIMEDOUT: [
      'It did not answer within five seconds.',
      'Check the address, and that no firewall drops it.',
    ],
    ENOENT: ['There is no such socket.', 'Check the path of the Unix socket.'],
    EACCES: ['You may not connect to it.', 'Run as a user who may.'],
    EAGAIN: ['Its queue of connections is full.', 'Check that the server still accepts connections.'],
  };
  const [why, remedy] = reasons[error.code ?? ''] ?? [`${error.message}.`, 'Check the address.'];
  return new Problem('input', { what: `No connection to ${at}.`, why, remedy }, { cause: error });
}
