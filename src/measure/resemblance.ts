import type { Finding } from '../model/finding';
import type { Route } from '../model/route';
import { type Scenario, scenarioById } from './scenarios';

/** What a piece of code or a file is like, and what the scenario's table means for it. */
export interface Resemblance {
  scenario: Scenario;
  /** One sentence: why this scenario, and what to read in its table. */
  because: string;
}

/** Below this a call costs more than the bytes it moves: the small-message scenarios. Bytes. */
const smallChunk = 4 * 1024;
/** A file from here on is served as one large transfer; below it opening and header weigh. Bytes. */
const largeFile = 1024 * 1024;

/** The scenario a finding of the analysis resembles; null where the bytes go to memory and no transfer is left. */
export function resemblanceOf({
  verdict,
  route,
  chunkBytes,
}: Pick<Finding, 'verdict' | 'route' | 'chunkBytes'>): Resemblance | null {
  if (verdict === 'memory-sink') return null;
  if (verdict !== 'replaceable') return seen(verdict, route);
  if (route === 'file-to-file')
    return like('backup-file-to-file', 'It copies between files: the rows are the calls that could do it.');
  if (route.startsWith('socket-to-'))
    return like('kafka-produce', 'It takes bytes from a socket: the rows are the ways into a file.');
  if (chunkBytes !== null && chunkBytes <= smallChunk)
    return like('rocketmq-consume', 'Its chunks are small, so the calls weigh more than the copies.');
  return like('kafka-consumer-fetch', 'It sends a file as it is: the rows are the ways to do that.');
}

/** The scenario that sending or copying a file of this size resembles. */
export function resemblanceOfFile(bytes: number, route: Route): Resemblance {
  if (route === 'file-to-file')
    return like('backup-file-to-file', 'A copy of a file: the rows are the calls that could do it.');
  if (route === 'socket-to-file')
    return like('kafka-produce', 'Bytes from a socket to a file: the rows are the ways in.');
  if (bytes < largeFile)
    return like('nginx-static', 'A small file: opening it and its header cost as much as moving it.');
  return like('file-server-large', 'A large file: the rows are the ways to send it whole.');
}

/** Where user space must see the bytes, the table tells how little a send without copies would save. */
function seen(verdict: 'inspected' | 'transformed' | 'encrypted', route: string): Resemblance {
  const because =
    'Its bytes must be seen in user space: the table tells how little a send without copies could save.';
  if (verdict === 'encrypted') return like('tls-user-space', because);
  if (verdict === 'inspected') return like('search-scan', because);
  return like(route === 'socket-to-file' ? 'stream-transform' : 'json-api-transform', because);
}

const like = (id: string, because: string): Resemblance => ({ scenario: scenarioById(id), because });
