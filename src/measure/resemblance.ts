import { message } from '../messages/message';
import type { Finding } from '../model/finding';
import type { Message } from '../model/message';
import type { Route } from '../model/route';
import { type Scenario, scenarioById } from './scenarios';

/** The scenario that a piece of code or a file resembles, and what its table means for it. */
export interface Resemblance {
  scenario: Scenario;
  /** Why this scenario was chosen, and what to read in its table. */
  because: Message;
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
  if (verdict === 'memory-sink' || verdict === 'configuration') return null;
  if (verdict !== 'replaceable') return seen(verdict, route);
  if (route === 'file-to-file') return like('backup-file-to-file', message('like.copies-files'));
  if (route.startsWith('socket-to-')) return like('kafka-produce', message('like.takes-from-socket'));
  if (chunkBytes !== null && chunkBytes <= smallChunk)
    return like('rocketmq-consume', message('like.small-chunks'));
  return like('kafka-consumer-fetch', message('like.sends-file'));
}

/** The scenario that sending or copying a file of this size resembles. */
export function resemblanceOfFile(bytes: number, route: Route): Resemblance {
  if (route === 'file-to-file') return like('backup-file-to-file', message('like.file-copy'));
  if (route === 'socket-to-file') return like('kafka-produce', message('like.from-socket'));
  if (bytes < largeFile) return like('nginx-static', message('like.small-file'));
  return like('file-server-large', message('like.large-file'));
}

/** Where user space must see the bytes, the table shows how little a send without copies would save. */
function seen(verdict: 'inspected' | 'transformed' | 'encrypted', route: string): Resemblance {
  const because = message('like.seen');
  if (verdict === 'encrypted') return like('tls-user-space', because);
  if (verdict === 'inspected') return like('search-scan', because);
  return like(route === 'socket-to-file' ? 'stream-transform' : 'json-api-transform', because);
}

const like = (id: string, because: Message): Resemblance => ({ scenario: scenarioById(id), because });
