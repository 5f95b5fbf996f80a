import { decideByPass, withPass } from './passes';
import type { Scenario } from './scenario';

/** N3. AES-256-GCM by the host's OpenSSL, with the CPU's own instructions where it has them. */
export const tlsUserSpace: Scenario = {
  id: 'tls-user-space',
  title: 'TLS: encrypted in user space',
  claim:
    'Under TLS in user space zero copy is out, and encrypting adds at least half of what moving the bytes costs.',
  source:
    'Articles on zero copy: not under TLS; Kafka reads through a 32 KiB buffer then. Kernel TLS (Linux 4.13 on, CONFIG_TLS) lets sendfile encrypt on its way; it is not run here.',
  textbook: 'not under TLS',
  consequence:
    'Where the kernel has the tls module, servers that know it (nginx with ssl_conf_command Options KTLS) get sendfile back; else a bigger buffer is all there is.',
  cases: withPass('encrypt'),
  decide: report => decideByPass(report, 2 / 3),
};
