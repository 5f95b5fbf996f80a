import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and a certificate for loopback that nobody vouches for, as files to write: `key` and `cert`. Needs openssl. */
export function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-certificate-'));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  try {
    const { status, error, stderr } = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert],
      ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ]);
    if (status !== 0) throw new Error(`openssl made no certificate: ${error?.message ?? stderr}`);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
