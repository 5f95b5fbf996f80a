import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHead, type RequestPlan, type ResponseHead, requestBytes } from '../../../src/prove/http';
import { contentEncoding, intermediary, refusalOf } from '../../../src/prove/response';

const plan: RequestPlan = { version: '1.1', target: '/a', host: 'h:1', headers: [], range: null };

test('a request declines encodings and asks for a range where one is wanted', () => {
  const text = requestBytes({ ...plan, headers: ['X-A: b'], range: { first: 5, last: 90 } }).toString();
  assert.match(text, /^GET \/a HTTP\/1\.1\r\nHost: h:1\r\n/);
  assert.match(text, /\r\nAccept-Encoding: identity\r\n/);
  assert.match(text, /\r\nRange: bytes=5-90\r\nX-A: b\r\n\r\n$/);
});

test('a header that accepts an encoding takes the place of the refusal', () => {
  const text = requestBytes({ ...plan, headers: ['accept-encoding: gzip'] }).toString();
  assert.deepEqual(text.match(/accept-encoding: .*/gi), ['accept-encoding: gzip']);
});

const head = (text: string) => parseHead(Buffer.from(text)) as ResponseHead;

test('the head that counts comes after 100 and 103', () => {
  const text = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nX-One: two\r\n\r\n';
  const { status, headers, length } = head(`${text}body`);
  assert.deepEqual([status, headers.get('x-one'), length], [200, 'two', text.length]);
});

test('a head that has not come whole is none yet, and other protocols are told from it', () => {
  assert.equal(parseHead(Buffer.from('HTTP/1.1 200 OK\r\nServ')), null);
  assert.equal(parseHead(Buffer.from('HTT')), null);
  assert.equal(parseHead(Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')), 'not-http');
  assert.equal(parseHead(Buffer.from('HTTP/2 200 OK\r\n\r\n')), 'not-http');
  assert.equal(parseHead(Buffer.alloc(70_000, 'HTTP/1.1 200 OK\r\nA: ')), 'not-http');
});

for (const [line, id] of [
  ['404 Not Found', 'not-found'],
  ['410 Gone', 'not-found'],
  ['401 Unauthorized', 'credentials'],
  ['403 Forbidden', 'credentials'],
  ['301 Moved', 'redirected'],
  ['500 Broken', 'other-status'],
  ['416 Range', 'other-status'],
] as const)
  test(`${line} is ${id}`, () => assert.equal(refusalOf(head(`HTTP/1.1 ${line}\r\n\r\n`))?.id, id));

test('200 and 206 are no refusal', () => {
  assert.equal(refusalOf(head('HTTP/1.1 200 OK\r\n\r\n')), null);
  assert.equal(refusalOf(head('HTTP/1.0 206 Partial\r\n\r\n')), null);
});

test('encodings of content and of transfer are found, identity and chunked are none', () => {
  const encoding = (lines: string) => contentEncoding(head(`HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`));
  assert.equal(encoding('Content-Encoding: gzip'), 'gzip');
  assert.equal(encoding('Transfer-Encoding: gzip, chunked'), 'gzip');
  assert.equal(encoding('Transfer-Encoding: chunked'), null);
  assert.equal(encoding('Content-Encoding: identity'), null);
});

test('an encoded answer is refused, whatever its status', () => {
  assert.equal(refusalOf(head('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'))?.id, 'content-encoded');
});

test('a server in between is named by its own word', () => {
  assert.equal(intermediary(head('HTTP/1.1 200 OK\r\nVia: 1.1 varnish\r\n\r\n')), 'via: 1.1 varnish');
  assert.equal(intermediary(head('HTTP/1.1 200 OK\r\n\r\n')), null);
});
