import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import type { Report } from '../../model/report';
import { compared, rowOf, senderCpu } from './judging';
import { decideByPass, seen, withPass } from './passes';
import { KiB, MiB, type Scenario, wordsOf } from './scenario';

const inKernel = 'kernel-tls';

/** N3. AES-256-GCM by the host's OpenSSL, with the CPU's own instructions where it has them; and by the kernel. */
export const tlsUserSpace: Scenario = {
  ...wordsOf('tls-user-space'),
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
    return { ...judgement, because: message('judge.all', { parts: [judgement.because, kernelTls(report)] }) };
  },
};

/** The figure of kernel TLS, or why there is none; the verdict does not use it. */
function kernelTls(report: Report): Message {
  const row = rowOf(report, { strategy: 'sendfile', variant: inKernel });
  if ('why' in row) return message('judge.kernel-tls', { result: row.why });
  const loop = rowOf(report, { strategy: 'read-write', variant: seen });
  const figure = 'why' in loop ? null : compared(row.transfer, loop.transfer, senderCpu);
  return message('judge.kernel-tls', { result: figure ?? message('judge.no-round') });
}
