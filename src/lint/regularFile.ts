import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { message } from '../messages/message';
import { type Message, outline } from '../model/message';

/** Why a file is not read: a clause. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(readonly why: Message) {
    super(outline(why));
  }
}

const blockBytes = 64 * 1024;

/**
 * The bytes of a regular file of at most `mostBytes`. Throws Unreadable for a FIFO, socket, device or folder, for a
 * larger file and for one that can't be opened. Never waits for a writer, and never holds more than `mostBytes` + 64 KiB.
 */
export function readRegularFile(path: string, mostBytes: number): Buffer {
  const file = open(path);
  try {
    if (!fstatSync(file).isFile()) throw new Unreadable(message('unread.not-regular'));
    return readAtMost(file, mostBytes);
  } catch (error) {
    throw error instanceof Unreadable ? error : unreadable(path, error);
  } finally {
    closeSync(file);
  }
}

function open(path: string): number {
  try {
    // Opening some devices has side effects, so stat excludes them first; with O_NONBLOCK open does not wait for a FIFO.
    if (!statSync(path).isFile()) throw new Unreadable(message('unread.not-regular'));
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    throw error instanceof Unreadable ? error : unreadable(path, error);
  }
}

/** Shared by all reads: most files fit, and allocating a buffer for each costs more than the read. */
const block = Buffer.allocUnsafeSlow(blockBytes);

/** The size that stat reports is no limit: the file may grow, and files in /proc report 0. */
function readAtMost(file: number, mostBytes: number): Buffer {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const got = readSync(file, block);
    if (got === 0) return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks, bytes);
    bytes += got;
    if (bytes > mostBytes) throw new Unreadable(message('unread.large', { bytes: mostBytes }));
    blocks.push(Buffer.from(block.subarray(0, got)));
  }
}

/** Node decodes names as UTF-8 and replaces invalid bytes by U+FFFD; such a name opens no file. */
export function unreadable(path: string, error: unknown): Unreadable {
  const { code, message: text } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && path.includes('\ufffd')) return new Unreadable(message('unread.name'));
  return new Unreadable(message('unread.refused', { code: code ?? text }));
}
