import { createFormat } from '../messages/format';
import { message } from '../messages/message';
import type { Message } from '../model/message';

const english = createFormat('en');

/** `read-write 64 KiB`: a transfer's name within its report, the same in every language. */
export function nameOf({ strategy, chunkBytes }: { strategy: string; chunkBytes: number }): string {
  return `${strategy} ${english.bytes(chunkBytes)}`;
}

/** A transfer's name as part of a message. */
export const rowMessage = ({ strategy, chunkBytes }: { strategy: string; chunkBytes: number }): Message =>
  message('row', { strategy, chunk: chunkBytes });
