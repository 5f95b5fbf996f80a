/** Fewer bytes are less than a page and could be a header; more would only cost memory and time. */
export const [leastScratch, mostScratch] = [64, 256 << 20];

/** What every proof needs. */
interface Common {
  /** Bytes of the scratch file. */
  fileBytes: number;
  repeat: number;
}

/** A server that serves `directory` under `url`. */
export interface UrlQuestion extends Common {
  kind: 'url';
  url: string;
  directory: string;
  /** Path of a Unix socket to connect to instead of the URL's host. */
  unixSocket: string | null;
  version: '1.0' | '1.1';
  headers: string[];
  range: { first: number; last: number } | null;
  /** Whether a host other than loopback may be contacted. */
  allowRemote: boolean;
  /** Whether a certificate that can't be verified is accepted. */
  insecure: boolean;
}

/** A scratch file whose path the user chose. */
interface Placed {
  file: string;
  /** A file whose content it gets, for a server that sends only files of its own format; null for random bytes. */
  content: string | null;
}

/** A real client that fetches the scratch file through a port of ours. */
export interface RelayQuestion extends Common, Placed {
  kind: 'relay';
  listen: { address: string; port: number };
  connect: { host: string; port: number };
  allowRemote: boolean;
}

/** A command that sends the scratch file. */
export interface CommandQuestion extends Common, Placed {
  kind: 'command';
  command: string[];
}

export type Question = UrlQuestion | RelayQuestion | CommandQuestion;
