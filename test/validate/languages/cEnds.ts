import type { EndsForm } from '../model';

const openSource = ['int in = open(source, O_RDONLY);', 'if (in < 0)', '\treturn -1;'];
const openSink = (flags: string): string[] => [
  `int out = open(sink, ${flags}, 0644);`,
  'if (out < 0) {',
  '\tclose(in);',
  '\treturn -1;',
  '}',
];
const openSocket = [
  'int out = socket(AF_INET, SOCK_STREAM, 0);',
  'if (connect(out, (const struct sockaddr *)address, sizeof *address) != 0) {',
  '\tclose(in);',
  '\tclose(out);',
  '\treturn -1;',
  '}',
];
const openPipe = ['int ends[2];', 'if (pipe(ends) != 0)', '\treturn -1;'];

/** How C's programs get their ends. */
export const cEnds: EndsForm[] = [
  {
    id: 'path-path',
    sources: ['file', 'fifo', 'proc', 'missing'],
    sinks: ['file', 'old', 'fifo'],
    apply(s) {
      s.parameters = ['const char *source', 'const char *sink'];
      s.words.flags = 'O_WRONLY | O_CREAT | O_TRUNC';
      s.top = [...openSource, ...openSink('%f')];
      s.beforeClose = ['close(in);', 'if (close(out) != 0)', '\tresult = -1;'];
    },
  },
  {
    id: 'path-socket',
    sources: ['file', 'fifo', 'proc'],
    sinks: ['socket'],
    apply(s) {
      s.parameters = ['const char *source', 'const struct sockaddr_in *address'];
      s.top = [...openSource, ...openSocket];
      s.beforeClose = ['close(in);', 'close(out);'];
      s.words.write = 'send(out, %b, %e, MSG_NOSIGNAL)';
    },
  },
  {
    id: 'path-stream',
    sources: ['file', 'fifo'],
    sinks: ['socket'],
    apply(s) {
      s.parameters = ['const char *source', 'const struct sockaddr_in *address'];
      s.top = [...openSource, ...openSocket];
      s.beforeClose = ['close(in);', 'close(out);'];
    },
  },
  {
    id: 'file-fd',
    sources: ['file'],
    sinks: ['socket'],
    positioned: true,
    apply(s) {
      s.parameters = ['int in_file', 'int sock'];
      s.top = ['int in = in_file;', 'int out = sock;'];
    },
  },
  {
    id: 'named-fd',
    sources: ['file'],
    sinks: ['socket'],
    positioned: true,
    apply(s) {
      s.parameters = ['int file_fd', 'int sock'];
      s.words.read = 'read(file_fd, buf, %a)';
      s.words.write = 'send(sock, %b, %e, 0)';
    },
  },
  {
    id: 'files-fd',
    sources: ['file'],
    sinks: ['file', 'old'],
    positioned: true,
    apply(s) {
      s.parameters = ['int in_file', 'int out_file'];
      s.top = ['int in = in_file;', 'int out = out_file;'];
    },
  },
  {
    id: 'path-pipe',
    sources: ['file'],
    sinks: ['fifo'],
    apply(s) {
      s.parameters = ['const char *source'];
      s.top = [...openSource, ...openPipe];
      s.words.write = 'write(ends[1], %b, %e)';
      s.beforeClose = ['close(in);', 'close(ends[0]);', 'close(ends[1]);'];
    },
  },
  {
    id: 'pipe-path',
    sources: ['fifo'],
    sinks: ['file', 'old'],
    apply(s) {
      s.parameters = ['const char *sink'];
      s.top = [
        ...openPipe,
        'close(ends[1]);',
        'int in = ends[0];',
        ...openSink('O_WRONLY | O_CREAT | O_TRUNC'),
      ];
      s.words.read = 'read(ends[0], buf, %a)';
      s.beforeClose = ['close(ends[0]);', 'close(out);'];
    },
  },
];
