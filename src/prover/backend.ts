import { nativeFile } from '../worker/nativeFile';

/** A file of ours (native/prove/named_scratch.hh). Its errors are NativeErrors with `code`. */
export interface NativeScratch {
  content(): Buffer;
  /** Replaces a range by its complement, in place. */
  flip(offset: number, length: number): void;
  /** Restores the content and the modification time. */
  restore(): void;
  remove(): void;
}

export interface Endpoint {
  address: string;
  port: number;
}

/** Where the server listens. */
export type Target = { kind: 'tcp'; address: string; port: number } | { kind: 'unix'; path: string };

/** The source of a tap. `accepted` is filled by Listener.accept. */
export type TapSource =
  | ({ kind: 'tcp'; receiveBuffer: number } & Endpoint)
  | { kind: 'unix'; path: string; receiveBuffer: number }
  | { kind: 'pipe' }
  | { kind: 'accepted' }
  | {
      kind: 'control';
      over: 'tcp' | 'unix' | 'pipe';
      sending: 'sendfile' | 'write';
      address: string;
      receiveBuffer: number;
      scratch: NativeScratch;
    };

/** The receiving end of a stream, whose queue can be read without consuming it (native/prove/tap.hh). Only connecting blocks. */
export interface NativeTap {
  queued(): number;
  peek(most: number): Buffer;
  /** Null where nothing waits, empty at the end of the stream. */
  receive(most: number): Buffer | null;
  /** Bytes taken; 0 where the send buffer is full. */
  send(bytes: Buffer): number;
  finishSending(): void;
  ended(): boolean;
  peekFlipPeek(scratch: NativeScratch, most: number, offset: number, length: number): NativeLooks;
  close(): void;
  /** Closes this process's writing end of a pipe. */
  closeWriter(): void;
  readonly local: Endpoint | null;
  readonly peer: Endpoint | null;
  /** Bytes that the calls of a control's sender took. */
  readonly accepted: number;
  /** Descriptor of a pipe's writing end. */
  readonly writer: number;
}

export interface NativeLooks {
  before: Buffer;
  during: Buffer;
  after: Buffer;
  changedNs: number;
  tookNs: number;
}

export interface NativeListener {
  /** Hands the next connection to `tap`; false if no connection is waiting. */
  accept(tap: NativeTap): boolean;
  close(): void;
  readonly local: Endpoint;
}

/** The part of the native addon that proofs use. Only the prover process may load it. */
export interface ProofBackend {
  /** `content` is what the file holds, or how many random bytes. */
  Scratch: new (
    path: string,
    content: number | Buffer,
  ) => NativeScratch;
  Tap: new (source: TapSource) => NativeTap;
  Listener: new (at: Endpoint & { receiveBuffer: number }) => NativeListener;
  /** Bytes of a file, those in extents that other files share, and those in the page cache; null where unknown. */
  extents(path: string): { bytes: number; sharedBytes: number | null; cachedBytes: number | null };
}

/** Loads the addon beside the running bundle. Throws what `require` throws. */
export const loadBackend = (): ProofBackend => require(nativeFile('iopath.node')) as ProofBackend;
