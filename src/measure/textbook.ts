import type { Textbook } from '../model/report';
import type { Route } from '../model/route';
import type { StrategyName } from '../model/strategy';

const stancevic = 'D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003';
const ibm =
  'S. Palaniappan, P. Nagaraja, "Efficient data transfer through zero copy", IBM developerWorks, 2008';
const table = 'the comparison table that articles on zero copy share, after splice(2)';

/**
 * What the articles say of a file sent to a socket: copies per byte moved, mode switches (they write "context
 * switches") per chunk. All take a cold file and a real network card. They are silent on the other strategies.
 */
const fileToSocket: Partial<Record<StrategyName, Textbook>> = {
  'read-write': { cpuCopies: 2, dmaCopies: 2, modeSwitchesPerChunk: 4, source: `${ibm}; ${stancevic}` },
  'mmap-write': { cpuCopies: 1, dmaCopies: 2, modeSwitchesPerChunk: 4, source: stancevic },
  // With a card that gathers; without one both articles add a CPU copy.
  sendfile: { cpuCopies: 0, dmaCopies: 2, modeSwitchesPerChunk: 2, source: `${ibm}; ${stancevic}` },
  splice: { cpuCopies: 0, dmaCopies: 2, modeSwitchesPerChunk: 2, source: table },
  'direct-io': { cpuCopies: 1, dmaCopies: 2, modeSwitchesPerChunk: 4, source: 'open(2), O_DIRECT' },
};

/** The loop every copy tutorial opens with, between two files: the same two calls, a disk at each end. */
const fileToFile: Partial<Record<StrategyName, Textbook>> = {
  'read-write': {
    cpuCopies: 2,
    dmaCopies: 2,
    modeSwitchesPerChunk: 4,
    source: `${stancevic}, applied to two files`,
  },
  'mmap-write': {
    cpuCopies: 1,
    dmaCopies: 2,
    modeSwitchesPerChunk: 4,
    source: `${stancevic}, applied to two files`,
  },
};

/** The articles' figures for a strategy on a route, or null where they are silent. */
export function textbookOf(strategy: StrategyName, route: Route): Textbook | null {
  if (route === 'file-to-socket') return fileToSocket[strategy] ?? null;
  if (route === 'file-to-file') return fileToFile[strategy] ?? null;
  return null;
}
