import { Duplex } from 'node:stream';
import type { NativeTap } from './backend';

/** How often a quiet connection is looked at, milliseconds. */
const pollMs = 1;

/** A tap as a Node stream, for TLS. While it is frozen nothing is taken from the queue. */
export class TapStream extends Duplex {
  private frozen = false;
  private wanted = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly tap: NativeTap) {
    super();
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    if (this.wanted) this.poll();
  }

  override _read(): void {
    this.wanted = true;
    this.poll();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const go = (rest: Buffer) => {
      try {
        const left = rest.subarray(this.tap.send(rest));
        if (left.length === 0) done();
        else setTimeout(go, pollMs, left);
      } catch (error) {
        done(error as Error);
      }
    };
    go(chunk);
  }

  override _final(done: () => void): void {
    this.tap.finishSending();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.stop();
    this.tap.close();
    done(error);
  }

  private stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private poll(): void {
    this.stop();
    if (this.frozen || this.destroyed) return;
    try {
      const bytes = this.tap.receive(64 << 10);
      if (bytes === null) {
        this.timer = setTimeout(() => this.poll(), pollMs);
        return;
      }
      this.wanted = false;
      this.push(bytes.length === 0 ? null : bytes);
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
