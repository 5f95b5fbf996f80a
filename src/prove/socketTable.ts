/** One row of /proc/net/tcp or tcp6. */
export interface SocketRow {
  local: string;
  remote: string;
  /** Bytes that were written and not acknowledged yet. */
  sendQueue: number;
  inode: number;
  /** Of the user who made it. */
  uid: number;
  /** Whether it takes connections (TCP_LISTEN, 10 in include/net/tcp_states.h). */
  listening: boolean;
}

/** An address with its port in one form for both tables: IPv4 in IPv6 (::ffff:a.b.c.d) is IPv4. */
export function endpointKey({ address, port }: { address: string; port: number }): string {
  return `${binaryAddress(address.replace(/%.*/, ''))}:${port}`;
}

/** The address in hexadecimal, as its bytes go over the network. */
function binaryAddress(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map(part => hex(Number(part), 2))
      .join('');
  const mapped = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = mapped
    ? `${mapped[1]}${hex(Number(mapped[2]), 2)}${hex(Number(mapped[3]), 2)}:${hex(Number(mapped[4]), 2)}${hex(Number(mapped[5]), 2)}`
    : address;
  const [head = '', tail] = plain.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map(group => group.padStart(4, '0')));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0000');
  return unmapped([...first, ...(tail === undefined ? [] : zeros), ...last].join('').toLowerCase());
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const unmapped = (address: string) => address.replace(/^0{20}ffff(?=.{8}$)/, '');

/** The kernel prints each 32-bit word in the machine's own order: little-endian on every machine this runs on. */
function keyOfRow(text: string): string {
  const [address = '', port = ''] = text.split(':');
  const words = address.match(/.{8}/g) ?? [];
  const network = words.map(word => (word.match(/../g) ?? []).reverse().join('')).join('');
  return `${unmapped(network.toLowerCase())}:${Number.parseInt(port, 16)}`;
}

/** Rows of a table as /proc shows it (Documentation/networking/proc_net_tcp.rst). */
export function parseSocketTable(text: string): SocketRow[] {
  return text.split('\n').flatMap(line => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', remote = '', state, queues = '', , , uid, , inode] = fields;
    if (!/^\d+:$/.test(fields[0] ?? '') || inode === undefined) return [];
    return [
      {
        local: keyOfRow(local),
        remote: keyOfRow(remote),
        sendQueue: Number.parseInt(queues.split(':')[0] ?? '', 16),
        inode: Number(inode),
        uid: Number(uid),
        listening: state === '0A',
      },
    ];
  });
}
