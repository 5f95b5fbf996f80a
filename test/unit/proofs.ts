import { type Proof, type ProofRun, proofSchemaName } from '../../src/model/proof';
import { noBytes } from '../../src/prove/criterion';

const mib = 1 << 20;

/** A run in which nginx sent by reference. */
export function proofRun(changes: Partial<ProofRun> = {}): ProofRun {
  return {
    verdict: 'reference',
    because: { id: 'all-followed', args: { reference: 4 * mib } },
    bytes: { ...noBytes(), reference: 4 * mib, header: 246 },
    queues: { receive: 127_580, send: 4 * mib - 127_334 },
    stretches: [
      { kind: 'header', bytes: 246 },
      { kind: 'reference', bytes: 127_334 },
    ],
    readAheadBytes: 0,
    took: { lookToRestoreNs: 670_000, changedNs: 210_000 },
    controls: [
      { sending: 'sendfile', over: 'tcp', bytes: { ...noBytes(), reference: 65_536 }, passed: true },
      { sending: 'write', over: 'tcp', bytes: { ...noBytes(), copy: 65_536 }, passed: true },
    ],
    notes: [],
    ...changes,
  };
}

/** A proof of one run, as a server on loopback gives it. */
export function proof(changes: Partial<Proof> = {}): Proof {
  const run = proofRun();
  return {
    schema: proofSchemaName,
    ...run,
    server: { address: '127.0.0.1:8080', process: { pid: 4711, name: 'nginx' } },
    file: '/srv/media/iopath-prove-1-2-0123456789abcdef.bin',
    fileBytes: 8 * mib,
    filesystem: 'ext4',
    runs: [run],
    ...changes,
  };
}
