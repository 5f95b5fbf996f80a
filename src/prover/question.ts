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
  /** Whether a host beyond loopback may be asked. */
  allowRemote: boolean;
  /** Whether a certificate that can't be verified is taken. */
  insecure: boolean;
}

/** A real client that fetches the scratch file through a port of ours. */
export interface RelayQuestion extends Common {
  kind: 'relay';
  listen: { address: string; port: number };
  connect: { host: string; port: number };
  file: string;
  allowRemote: boolean;
}

/** A command that sends the scratch file. */
export interface CommandQuestion extends Common {
  kind: 'command';
  command: string[];
  file: string;
}

export type Question = UrlQuestion | RelayQuestion | CommandQuestion;
