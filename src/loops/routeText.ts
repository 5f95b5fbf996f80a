import { message } from '../messages/message';
import type { Message } from '../model/message';

const ends = ['file', 'socket', 'pipe', 'memory'] as const;

/** `file-to-socket` as people read it. */
export function routeText(route: string): Message {
  const [from, to] = route.split('-to-').map(endText);
  return message('loop.route', { from: from ?? endText(''), to: to ?? endText('') });
}

const endText = (name: string): Message => message(`end.${ends.find(end => end === name) ?? 'unknown'}`);
