import { program } from './lib/programs.mjs';
import nginx from './nginx.mjs';

const behind = { system: nginx, variant: 'on' };

const unproved =
  'Varnish sends from memory or from a mapping of a store that it fills itself, so no scratch file can take its place. It was measured.';

/** A trace would show the loop of the miss that fills the store. */
const untraced = 'a hit is sent from what was stored before, which no read shows';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Varnish',
  find: () => {
    const found = program('varnishd', { try: ['-V'], debian: 'varnish' });
    const server = nginx.find();
    return 'why' in server ? server : found;
  },
  version: ['-V'],
  variants: {
    file: {
      settings: 'file',
      shows: 'undecided',
      configuration: '`-s file,…`, a hit',
      unproved,
      untraced,
      behind,
    },
    malloc: {
      settings: 'malloc',
      shows: 'undecided',
      configuration: '`-s malloc,…` (default), a hit',
      unproved,
      untraced,
      behind,
    },
  },
  start: ({ program, folder, port, variant, behind }) => ({
    command: [
      ...[program, '-F', '-j', 'none', '-n', `${folder}/work`, '-a', `127.0.0.1:${port}`],
      ...['-f', `${folder}/hit.vcl`],
      ...['-s', variant.settings === 'file' ? `file,${folder}/store,64M` : 'malloc,64M'],
    ],
    files: {
      'hit.vcl': `vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "${behind}"; }
sub vcl_backend_response { set beresp.ttl = 1h; }
`,
    },
  }),
};
