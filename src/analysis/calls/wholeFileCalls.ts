import type { Language } from '../../model/finding';

/** A call that reads all of a source. `path` is `receiver.name`, or the name alone. */
export interface WholeRead {
  path: RegExp;
  args: number;
  /** Where the source is: a path names a file, and a receiver or an argument is a stream. */
  source: 'path' | 'receiver' | number;
  /** The argument that takes the bytes; left out: they are the call's result. */
  into?: number;
}

/** A call that writes a value whole. */
export interface WholeWrite {
  path: RegExp;
  args: [least: number, most: number];
  data: number;
  sink: 'path' | 'receiver';
}

export interface WholeCalls {
  /** Text without which a file holds none of the reads. */
  words: RegExp;
  /** Text without which a file holds none of the writes. */
  written: RegExp;
  reads: WholeRead[];
  writes: WholeWrite[];
}

const javascript: WholeCalls = {
  words: /\breadFile(?:Sync)?\b/,
  written: /\bwriteFile(?:Sync)?\b|\.\s*(?:write|end)\b/,
  // A second argument is an encoding: the result is text then, and not the same bytes.
  reads: [{ path: /(?:^|\.)readFile(?:Sync)?$/, args: 1, source: 'path' }],
  writes: [
    { path: /(?:^|\.)writeFile(?:Sync)?$/, args: [2, 3], data: 1, sink: 'path' },
    { path: /\.(?:write|end)$/, args: [1, 1], data: 0, sink: 'receiver' },
  ],
};

const jvm: WholeCalls = {
  words: /\breadAllBytes\b|\breadBytes\b/,
  written: /\bwrite(?:Bytes)?\b/,
  reads: [
    { path: /(?:^|\.)Files\.readAllBytes$/, args: 1, source: 'path' },
    { path: /\.(?:readAllBytes|readBytes)$/, args: 0, source: 'receiver' },
  ],
  writes: [
    { path: /(?:^|\.)Files\.write$/, args: [2, 3], data: 1, sink: 'path' },
    { path: /\.write$/, args: [1, 1], data: 0, sink: 'receiver' },
    { path: /\.writeBytes$/, args: [1, 1], data: 0, sink: 'receiver' },
  ],
};

/** The calls of each language; C and C++ have none that do it by themselves. */
export const wholeCalls: Partial<Record<Language, WholeCalls>> = {
  javascript,
  typescript: javascript,
  java: jvm,
  kotlin: jvm,
  go: {
    words: /\bReadAll\b|\bReadFile\b/,
    written: /\bWrite(?:File)?\b/,
    reads: [
      { path: /^(?:os|ioutil)\.ReadFile$/, args: 1, source: 'path' },
      { path: /^(?:io|ioutil)\.ReadAll$/, args: 1, source: 0 },
    ],
    writes: [
      { path: /^(?:os|ioutil)\.WriteFile$/, args: [3, 3], data: 1, sink: 'path' },
      { path: /\.Write$/, args: [1, 1], data: 0, sink: 'receiver' },
    ],
  },
  python: {
    words: /\.read\(\)|\bread_bytes\b/,
    written: /\bwrite(?:_bytes)?\b|\bsendall\b/,
    reads: [
      { path: /\.read$/, args: 0, source: 'receiver' },
      { path: /\.read_bytes$/, args: 0, source: 'path' },
    ],
    writes: [
      { path: /\.(?:write|sendall)$/, args: [1, 1], data: 0, sink: 'receiver' },
      { path: /\.write_bytes$/, args: [1, 1], data: 0, sink: 'path' },
    ],
  },
  rust: {
    words: /\bfs::read\b|\bread_to_end\b/,
    written: /\bwrite(?:_all)?\b/,
    reads: [
      { path: /(?:^|[.:])fs(?:::|\.)read$/, args: 1, source: 'path' },
      { path: /\.read_to_end$/, args: 1, source: 'receiver', into: 0 },
    ],
    writes: [
      { path: /(?:^|[.:])fs(?:::|\.)write$/, args: [2, 2], data: 1, sink: 'path' },
      { path: /\.write_all$/, args: [1, 1], data: 0, sink: 'receiver' },
    ],
  },
  csharp: {
    words: /\bReadAllBytes(?:Async)?\b/,
    written: /\b(?:Write|WriteAllBytes|Send)(?:Async)?\b/,
    reads: [{ path: /(?:^|\.)File\.ReadAllBytes(?:Async)?$/, args: 1, source: 'path' }],
    writes: [
      { path: /(?:^|\.)File\.WriteAllBytes(?:Async)?$/, args: [2, 3], data: 1, sink: 'path' },
      { path: /\.(?:Write|WriteAsync|Send|SendAsync)$/, args: [1, 2], data: 0, sink: 'receiver' },
    ],
  },
};
