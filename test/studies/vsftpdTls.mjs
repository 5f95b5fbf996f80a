import { certificate } from './lib/certificate.mjs';
import { program } from './lib/programs.mjs';
import vsftpd from './vsftpd.mjs';

/** The address that the client is told is the relay's; the server's own one has the same port. */
const settings = ({ folder, relay }) => `ssl_enable=YES
allow_anon_ssl=YES
force_anon_logins_ssl=YES
force_anon_data_ssl=YES
rsa_cert_file=${folder}/cert
rsa_private_key_file=${folder}/key
pasv_address=127.0.0.1
pasv_min_port=${relay}
pasv_max_port=${relay}
`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'vsftpd with TLS',
  find: () => {
    const curl = program('curl', { try: ['--version'], debian: 'curl' });
    return 'why' in curl ? curl : vsftpd.find();
  },
  version: null,
  host: '127.0.0.2',
  dataChannel: true,
  variants: {
    explicit: {
      shows: 'undecided',
      configuration: '`ssl_enable=YES`, explicit TLS, `PROT P`',
      protocol: 'FTPS',
      claim: { text: 'TLS leaves no zero copy: the data must be encrypted', verdict: 'copy' },
    },
  },
  start: place => {
    const { command, files } = vsftpd.start({ ...place, variant: { settings: settings(place) } });
    return { command, files: { ...files, ...certificate() } };
  },
  /** The answer to PASV names the relay; the answer to EPSV names a port alone (RFC 2428). */
  client: ({ host, port }) => [
    ...['curl', '--silent', '--show-error', '--ssl-reqd', '--insecure'],
    ...['--disable-epsv', '--no-ftp-skip-pasv-ip', '--output', '/dev/null'],
    `ftp://${host}:${port}/scratch.bin`,
  ],
};
