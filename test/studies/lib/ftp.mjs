// What the FTP servers have in common.
import { readFileSync } from 'node:fs';

export const ftpFiles = { 'ftpClient.cjs': readFileSync(new URL('ftpClient.cjs', import.meta.url)) };

/** Has the server send the scratch file to the prover's port. */
export const ftpCommand = ({ folder, port, variant }) => [
  ...[process.execPath, `${folder}/ftpClient.cjs`, `${port}`, '{host}', '{port}', 'scratch.bin'],
  variant.type ?? 'I',
];
