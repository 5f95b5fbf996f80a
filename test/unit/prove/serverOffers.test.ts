// Which servers of this machine are offered for a proof, from what /proc shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointOf, type SeenProcess, serverOffers } from '../../../src/prove/serverOffers';
import { parseSocketTable } from '../../../src/prove/socketTable';

/** As /proc/net/tcp and tcp6 print them: a listener on 127.0.0.1:8080, a connection to it, and others. */
const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 501 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000010:00000000 00:00000000 00000000  1000        0 502 1 0000000000000000 100 0 0 10 0
   2: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 503 1 0000000000000000 100 0 0 10 0
   3: 0501A8C0:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 504 1 0000000000000000 100 0 0 10 0
`;
const table6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1435 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 505 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:1436 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 506 1 0000000000000000 100 0 0 10 0
`;
const rows = [...parseSocketTable(table), ...parseSocketTable(table6)];
const folders = ['/home/me/site'];

const seen = (inode: number, changes: Partial<SeenProcess> = {}): SeenProcess => ({
  pid: inode,
  name: 'python3',
  uid: 1000,
  command: ['python3', '-m', 'http.server', '8080'],
  cwd: '/home/me/site',
  inodes: new Set([inode]),
  open: [],
  ...changes,
});

test('listening sockets are told from connections, and loopback reaches those of every address', () => {
  assert.deepEqual(
    rows.filter(({ listening }) => listening).map(({ local }) => endpointOf(local)),
    [
      { host: '127.0.0.1', port: 8080 },
      { host: '127.0.0.1', port: 3000 },
      null,
      { host: 'localhost', port: 5173 },
      { host: '[::1]', port: 5174 },
    ],
  );
});

test('a server that runs in the workspace is offered with the folder it runs in', () => {
  assert.deepEqual(serverOffers(rows, [seen(501)], folders), [
    {
      url: 'http://127.0.0.1:8080/',
      process: { pid: 501, name: 'python3' },
      command: 'python3 -m http.server 8080',
      places: ['/home/me/site/http.server', '/home/me/site/8080', '/home/me/site'],
    },
  ]);
});

test('a folder that its command names comes before the one it runs in', () => {
  const command = ['serve', '--directory', 'public', '--log=/tmp/log'];
  const [offer] = serverOffers(rows, [seen(501, { command })], folders);
  assert.deepEqual(offer?.places, ['/home/me/site/public', '/home/me/site']);
  const elsewhere = seen(503, { cwd: '/', command: ['caddy', '--root=/home/me/site/dist'] });
  assert.deepEqual(serverOffers(rows, [elsewhere], folders)[0]?.places, ['/home/me/site/dist']);
});

test('one that has a file of the workspace open is offered without a guess of its folder', () => {
  const open = seen(505, { cwd: '/', command: ['serve'], open: ['/home/me/site/log.txt'] });
  const [offer] = serverOffers(rows, [open], folders);
  assert.deepEqual([offer?.url, offer?.places], ['http://localhost:5173/', []]);
});

test('a server of elsewhere, a connection, and an address beyond loopback are no offers', () => {
  const elsewhere = seen(501, { cwd: '/home/me/site-of-another', command: ['node', 'server.js'] });
  assert.deepEqual(serverOffers(rows, [elsewhere, seen(502), seen(504)], folders), []);
});

test('workers that share a socket make one offer', () => {
  const worker = seen(501, { pid: 9 });
  assert.equal(serverOffers(rows, [seen(501), worker], folders).length, 1);
});

/** A process of another user: its command is shown, its descriptors and its folder are not. */
const hidden = (changes: Partial<SeenProcess> = {}) =>
  seen(0, { pid: 77, name: 'any-name', cwd: null, inodes: null, command: ['any-name'], ...changes });

test('a server of another user is offered after those of the workspace, with the folder that its user names', () => {
  const command = ['any-name', '--root', '/home/me/site/public'];
  const offers = serverOffers(rows, [hidden({ command }), seen(503)], folders);
  assert.deepEqual(
    offers.map(({ url, process, places }) => [url, process?.pid ?? null, places.at(-1) ?? null]),
    [
      ['http://127.0.0.1:3000/', 503, '/home/me/site'],
      ['http://127.0.0.1:8080/', null, '/home/me/site/public'],
      ['http://localhost:5173/', null, '/home/me/site/public'],
      ['http://[::1]:5174/', null, '/home/me/site/public'],
    ],
  );
});

test('a socket is offered for its own user only, and not where a process of ours has it', () => {
  assert.deepEqual(serverOffers(rows, [hidden({ uid: 33 })], folders), []);
  const elsewhere = seen(501, { cwd: '/', command: ['node'] });
  const urls = serverOffers(rows, [hidden(), elsewhere], folders).map(({ url }) => url);
  assert.ok(!urls.includes('http://127.0.0.1:8080/'));
  assert.equal(urls.length, 3);
});

test('a server of any name is offered', () => {
  const odd = seen(501, { name: 'zz-unheard-of', command: ['zz-unheard-of'] });
  assert.equal(serverOffers(rows, [odd], folders).length, 1);
});
