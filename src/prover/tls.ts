import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import type { Because, Control, ProofRun } from '../model/proof';
import { parseHead, type RequestPlan, requestBytes } from '../prove/http';
import { locate } from '../prove/locate';
import { refusalOf } from '../prove/response';
import { conclude } from '../prove/verdict';
import type { NativeTap } from './backend';
import { lookAt } from './look';
import { undecided } from './proof';
import type { Scratch } from './scratch';
import { settle } from './settle';
import { TapStream } from './tapStream';

interface TlsContext {
  scratch: Scratch;
  plan: RequestPlan;
  controls: Control[];
  insecure: boolean;
  url: URL;
}

/**
 * A request over TLS. What waits in the queue is ciphertext, so that nothing can follow a change of the file: the look
 * shows that, and the decrypted answer shows that it was our file. That decides nothing about copies inside the server.
 */
export async function runOverTls(tap: NativeTap, context: TlsContext): Promise<ProofRun> {
  const { scratch, plan, controls } = context;
  const carrier = new TapStream(tap);
  const socket = await handshake(carrier, context);
  try {
    carrier.freeze();
    await new Promise<void>(done => socket.write(requestBytes(plan), () => done()));
    const { receive, send } = await settle(tap);
    const base = { controls, queues: { receive, send } };
    const look = lookAt(tap, scratch, tap.peek(receive), {
      range: { offset: 0, length: scratch.content.length },
    });
    if (!look.restored) return undecided({ id: 'not-restored', args: {} }, { ...base, bytes: look.bytes });
    carrier.thaw();
    const refused = await refusedBy(socket, context);
    if (refused) return undecided(refused, { ...base, bytes: look.bytes });
    const bytes = { ...look.bytes, header: 0, encoded: look.bytes.header };
    const stretches = look.stretches.map(one =>
      one.kind === 'header' ? { ...one, kind: 'encoded' as const } : one,
    );
    const run = { ...base, bytes, stretches, took: look.took };
    if (look.bytes.reference === 0) return undecided({ id: 'encrypted', args: {} }, run);
    return {
      ...undecided({ id: 'encrypted', args: {} }, run),
      ...conclude({ receive: bytes, send: null, remote: false }),
    };
  } finally {
    socket.destroy();
    carrier.destroy();
  }
}

function handshake(carrier: TapStream, { url, insecure }: TlsContext): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: carrier,
      rejectUnauthorized: !insecure,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) ? { host } : { host, servername: host }),
    });
    const fail = (why: Message, cause?: Error) => {
      carrier.destroy();
      reject(handshakeProblem(why, cause));
    };
    const onError = (error: Error) => fail(message('input.other', { error: error.message }), error);
    socket.setTimeout(10_000, () => fail(message('prove.tls.late')));
    socket.once('error', onError);
    socket.once('close', () => fail(message('prove.tls.closed')));
    socket.once('secureConnect', () => {
      socket.removeAllListeners('close');
      socket.off('error', onError).on('error', () => {});
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

const handshakeProblem = (why: Message, cause?: Error) =>
  new Problem(
    'input',
    {
      what: message('prove.tls'),
      why,
      remedy: message('prove.tls.remedy'),
    },
    { cause },
  );

/** Decrypted bytes looked at for the head and some of the body. */
const enough = 128 << 10;

/** Why the decrypted answer is not our file; null where it is. */
async function refusedBy(socket: TLSSocket, { scratch, plan }: TlsContext): Promise<Because | null> {
  let plain = Buffer.alloc(0);
  let over = false;
  socket.on('end', () => {
    over = true;
  });
  socket.on('data', (piece: Buffer) => {
    plain = Buffer.concat([plain, piece]);
  });
  const end = performance.now() + 5000;
  while (plain.length < enough && !over && performance.now() < end) {
    await pause(1);
    if (locate(plain, scratch.content, { next: plan.range?.first ?? 0 }).length > 0) return null;
    const refused = refusalOf(plain.length === 0 ? null : parseHead(plain));
    if (refused) return refused;
  }
  if (plain.length === 0) return { id: over ? 'closed-early' : 'no-answer', args: { bytes: 0 } };
  return { id: 'other-content', args: { bytes: plain.length } };
}
