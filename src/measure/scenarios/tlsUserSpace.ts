import type { Report } from '../../model/report';
import { compared, rowOf, senderCpu } from './judging';
import { decideByPass, seen, withPass } from './passes';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

const inKernel = 'encrypted by the kernel';

/** N3. AES-256-GCM by the host's OpenSSL, with the CPU's own instructions where it has them; and by the kernel. */
export const tlsUserSpace: Scenario = {
  id: 'tls-user-space',
  title: 'TLS: encrypted in user space',
  claim:
    'Under TLS in user space zero copy is out, and encrypting adds at least half of what moving the bytes costs.',
  source:
    'Articles on zero copy: not under TLS; Kafka reads through a 32 KiB buffer then. Kernel TLS (Linux 4.13 on, CONFIG_TLS) lets sendfile encrypt on its way: a row of its own, where the kernel has it.',
  textbook: 'not under TLS',
  consequence:
    'Where the kernel has the tls module, servers that know it (nginx with ssl_conf_command Options KTLS) get sendfile back; else a bigger buffer is all there is.',
  cases: [
    ...withPass('encrypt'),
    {
      variant: inKernel,
      changes: { strategies: ['sendfile'], chunks: [64 * KiB], kernelTls: true },
      mostBytes: 128 * MiB,
    },
  ],
  decide(report) {
    const judgement = decideByPass(report, 2 / 3);
    return { ...judgement, because: `${judgement.because} ${kernelTls(report)}` };
  },
};

/** What kernel TLS does here, or why there is none: it takes no part in the verdict. */
function kernelTls(report: Report): string {
  const row = rowOf(report, { strategy: 'sendfile', variant: inKernel });
  if (typeof row === 'string') return `Kernel TLS: ${row}`;
  const loop = rowOf(report, { strategy: 'read-write', variant: seen });
  const figure = typeof loop === 'string' ? null : compared(row, loop, senderCpu);
  return figure ? `Kernel TLS: ${figure}.` : 'Kernel TLS: no round of both was measured.';
}
