import { message } from '../messages/message';
import type { Textbook } from '../model/report';
import type { Route } from '../model/route';
import type { StrategyName } from '../model/strategy';

const both = message('textbook.both');
const stancevic = message('textbook.stancevic');
const appliedToFiles = message('textbook.files');

/**
 * What the articles say of a file sent to a socket: copies per byte moved, mode switches (they write "context
 * switches") per chunk. All take a cold file and a real network card. They are silent on the other strategies.
 */
const fileToSocket: Partial<Record<StrategyName, Textbook>> = {
  'read-write': { cpuCopies: 2, dmaCopies: 2, modeSwitchesPerChunk: 4, source: both },
  'mmap-write': { cpuCopies: 1, dmaCopies: 2, modeSwitchesPerChunk: 4, source: stancevic },
  // With a card that gathers; without one both articles add a CPU copy.
  sendfile: { cpuCopies: 0, dmaCopies: 2, modeSwitchesPerChunk: 2, source: both },
  splice: { cpuCopies: 0, dmaCopies: 2, modeSwitchesPerChunk: 2, source: message('textbook.table') },
  'direct-io': { cpuCopies: 1, dmaCopies: 2, modeSwitchesPerChunk: 4, source: message('textbook.open') },
};

/** The loop every copy tutorial opens with, between two files: the same two calls, a disk at each end. */
const fileToFile: Partial<Record<StrategyName, Textbook>> = {
  'read-write': {
    cpuCopies: 2,
    dmaCopies: 2,
    modeSwitchesPerChunk: 4,
    source: appliedToFiles,
  },
  'mmap-write': {
    cpuCopies: 1,
    dmaCopies: 2,
    modeSwitchesPerChunk: 4,
    source: appliedToFiles,
  },
};

/** The articles' figures for a strategy on a route, or null if they have none. */
export function textbookOf(strategy: StrategyName, route: Route): Textbook | null {
  if (route === 'file-to-socket') return fileToSocket[strategy] ?? null;
  if (route === 'file-to-file') return fileToFile[strategy] ?? null;
  return null;
}
