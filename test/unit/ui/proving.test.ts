// The addresses that a user can type, and the servers of launch configurations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, isLoopbackAddress } from '../../../src/ui/prove/address';
import { launchServer } from '../../../src/ui/prove/launchServers';

test('a port, a host with a port and a whole address are addresses; words and other schemes are none', () => {
  const typed: [string, string | null][] = [
    ['8080', 'http://127.0.0.1:8080/'],
    [':3000', 'http://127.0.0.1:3000/'],
    ['localhost:5173', 'http://localhost:5173/'],
    [' 127.0.0.1:80/files/ ', 'http://127.0.0.1/files/'],
    ['https://localhost:8443/a', 'https://localhost:8443/a'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
    ['', null],
    ['nginx', null],
    ['99999', null],
    ['ftp://localhost/', null],
  ];
  for (const [text, address] of typed) assert.equal(addressOf(text), address, text);
});

test('loopback is told from other hosts, and from names that only begin like it', () => {
  for (const address of [
    'http://localhost:1/',
    'http://app.localhost/',
    'http://127.8.0.1/',
    'http://[::1]:1/',
  ])
    assert.ok(isLoopbackAddress(address), address);
  for (const address of ['http://example.com/', 'http://127.0.0.1.example.com/', 'http://192.168.1.2/'])
    assert.ok(!isLoopbackAddress(address), address);
});

const variables = (name: string) => ({ workspaceFolder: '/home/me/site' })[name] ?? null;
const server = (configuration: Record<string, unknown>) =>
  launchServer({ name: 'Site', ...configuration }, variables);

test('a browser configuration names the address and the folder behind it', () => {
  const found = server({
    type: 'chrome',
    url: 'http://localhost:3000/app',
    webRoot: '${workspaceFolder}/public',
  });
  assert.deepEqual(found, { title: 'Site', url: 'http://localhost:3000/', places: ['/home/me/site/public'] });
});

test('a program names its port by an option, a module or the environment', () => {
  const at = (port: number) => `http://127.0.0.1:${port}/`;
  assert.equal(server({ args: ['--port', '8081'] })?.url, at(8081));
  assert.equal(server({ args: ['--port=8082'] })?.url, at(8082));
  assert.equal(server({ args: ['-m', 'http.server', '8083'] })?.url, at(8083));
  assert.equal(server({ env: { PORT: '8084' } })?.url, at(8084));
  assert.deepEqual(server({ env: { PORT: 8085 }, cwd: '${workspaceFolder}' })?.places, ['/home/me/site']);
});

test('a debugger’s own port, an attached process and an unknown variable name no server', () => {
  assert.equal(server({ request: 'attach', port: 9229 }), null);
  assert.equal(server({ args: ['--inspect-port-of', 'x'] }), null);
  assert.equal(server({ url: 'http://localhost:${input:port}/' }), null);
});
