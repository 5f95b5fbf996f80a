import type { Phase } from '../model/sample';

/** Hashing at both ends makes a verifying run slower than a plain one, by about this factor. */
const verifyFactor = 3;

/** What runs really took, start and end included, and what another one would take. Times are milliseconds. */
export class Pace {
  private readonly msPerByte = new Map<string, number>();

  record(index: number, phase: Phase, bytes: number, ms: number): void {
    if (bytes > 0) this.msPerByte.set(`${index} ${phase}`, ms / bytes);
  }

  /** 0 where nothing like it has run yet. */
  expected(index: number, phase: Phase, bytes: number): number {
    const known = (of: Phase) => this.msPerByte.get(`${index} ${of}`);
    const plain = known('timed') ?? known('warm-up') ?? 0;
    return bytes * (known(phase) ?? (phase === 'verify' ? verifyFactor * plain : plain));
  }
}
