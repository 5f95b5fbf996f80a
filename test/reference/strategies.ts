import { readFileSync } from 'node:fs';
import type { StrategyName } from '../../src/model/strategy';
import { strategyTable } from '../../src/model/strategyTable';
import { code, table } from './table';

interface Source {
  /** Since which Linux, by the man page of the call. */
  since: string;
  /** Functions of Linux 6.x that do the work, by file. */
  kernel: Readonly<Record<string, readonly string[]>>;
}

const mapping = { 'mm/filemap.c': ['filemap_map_pages', 'filemap_fault'] };
const spliced = { 'fs/splice.c': ['splice_to_socket', 'iter_file_splice_write'] };

/** Where the kernel does what a strategy asks for; a new strategy without its row does not compile. */
const sources: Readonly<Record<StrategyName, Source>> = {
  'read-write': {
    since: 'every',
    kernel: {
      'mm/filemap.c': ['filemap_read', 'generic_perform_write'],
      'net/ipv4/tcp.c': ['tcp_sendmsg_locked'],
    },
  },
  'mmap-write': { since: 'every', kernel: mapping },
  'mmap-mmap': { since: 'every', kernel: mapping },
  sendfile: {
    since: '2.2; to files 2.6.33',
    kernel: {
      'fs/read_write.c': ['do_sendfile'],
      'fs/splice.c': ['splice_direct_to_actor', 'splice_to_socket'],
    },
  },
  splice: { since: '2.6.17', kernel: { 'mm/filemap.c': ['filemap_splice_read'], ...spliced } },
  'copy-file-range': {
    since: '4.5; across filesystems 5.3',
    kernel: { 'fs/read_write.c': ['vfs_copy_file_range'] },
  },
  reflink: { since: '4.5', kernel: { 'fs/remap_range.c': ['vfs_clone_file_range'] } },
  'direct-io': { since: '2.4.10', kernel: { 'fs/iomap/direct-io.c': ['iomap_dio_rw'] } },
  'msg-zerocopy': {
    since: '4.14',
    kernel: { 'net/core/skbuff.c': ['msg_zerocopy_realloc', 'skb_copy_ubufs'] },
  },
  vmsplice: { since: '2.6.17', kernel: { 'fs/splice.c': ['vmsplice_to_pipe', 'splice_to_socket'] } },
  'io-uring': { since: '5.1', kernel: { 'io_uring/rw.c': ['io_read', 'io_write'] } },
  'io-uring-splice': { since: '5.7', kernel: { 'io_uring/splice.c': ['io_splice'] } },
  'io-uring-zc': { since: '6.0', kernel: { 'io_uring/net.c': ['io_send_zc'] } },
  'io-uring-sqpoll': { since: '5.1; unprivileged 5.11', kernel: { 'io_uring/sqpoll.c': ['io_sq_thread'] } },
};

/** The first comment of a strategy's own file. */
function told(name: StrategyName): string {
  const file = readFileSync(`native/strategies/${name.replaceAll('-', '_')}.cc`, 'utf8');
  const lines = /^(?:\/\/.*\n)+/
    .exec(file)![0]
    .split('\n')
    .map(line => line.replace(/^\/\/ ?/, ''));
  const text = lines.join(' ').trim();
  return text.replace(`${name}: `, '');
}

const kernelOf = ({ kernel }: Source) =>
  Object.entries(kernel)
    .map(([file, functions]) => `${functions.map(code).join(', ')} (${file})`)
    .join('; ');

/** What each strategy does, where it goes, and which kernel functions do the work. */
export function strategiesPage(): string {
  const rows = strategyTable.map(({ name, routes }) => [
    code(name),
    told(name),
    routes.join(', '),
    sources[name].since,
    kernelOf(sources[name]),
  ]);
  const intro =
    'Whether a strategy can run here, and why not, says `iopath doctor`. The Linux version is that of the call; a filesystem or a socket may need a later one.';
  return `# Strategies\n\n${intro}\n\n${table(['strategy', 'what it does', 'routes', 'since Linux', 'in the kernel'], rows)}\n`;
}
