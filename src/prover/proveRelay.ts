import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { message } from '../messages/message';
import { Problem } from '../model/problem';
import type { Proof, ProofRun, ProofServer } from '../model/proof';
import { noBytes } from '../prove/criterion';
import { locate } from '../prove/locate';
import { isLoopback, resolveHost } from './address';
import type { NativeTap, ProofBackend, Target } from './backend';
import { runControls } from './controls';
import { openTap, sendAll } from './exchange';
import { serverOf } from './peer';
import { repeated, undecided } from './proof';
import type { RelayQuestion } from './question';
import { type Scratch, scratchAt, scratchFacts } from './scratch';
import { failedControl, lookAtStream } from './stream';

/** How long a client may take to fetch the file, milliseconds. */
const clientMs = 120_000;

/** A handshake and small answers are shorter; what a TLS connection carries beyond that is a body, bytes. */
const encryptedBody = 64 << 10;

/** A server that sends nothing for so long has sent the file, milliseconds. */
const quietMs = 500;

/**
 * Passes bytes on between a real client and a server, and makes the proof as soon as the scratch file's content waits.
 * The client gets what the server sent: the file is put back before anything is passed on.
 */
export async function proveRelay(
  backend: ProofBackend,
  question: RelayQuestion,
  announce: (address: string, file: string) => void,
): Promise<Proof> {
  const { connect, allowRemote, listen } = question;
  const target: Target = { kind: 'tcp', ...(await resolveHost(connect.host, connect.port, allowRemote)) };
  const scratch = await scratchAt(backend, question);
  const relay = new Relay(backend, target, scratch);
  try {
    const { address, port } = await relay.listen(listen);
    announce(`${address}:${port}`, scratch.path);
    const runs = await repeated(question.repeat, () => relay.next());
    await relay.drained();
    return { ...runs, ...scratchFacts(scratch), server: relay.server };
  } finally {
    relay.close();
    scratch.remove();
  }
}

/** Whether a stream begins with a record of TLS's handshake (RFC 8446, 5.1). */
const isHandshake = (bytes: Buffer) => bytes[0] === 0x16 && bytes[1] === 3;

class Relay {
  server: ProofServer | null = null;
  private readonly listener: Server;
  private connections = 0;
  /** When bytes were last passed on. */
  private moved = performance.now();
  private readonly sockets = new Set<Socket>();
  private readonly runs: ProofRun[] = [];
  private closed = false;

  constructor(
    private readonly backend: ProofBackend,
    private readonly target: Target & { kind: 'tcp' },
    private readonly scratch: Scratch,
  ) {
    this.listener = createServer({ allowHalfOpen: true }, client => {
      this.sockets.add(client);
      this.connections++;
      void this.pass(client).finally(() => {
        this.sockets.delete(client);
        this.connections--;
      });
    });
  }

  async listen(at: { address: string; port: number }): Promise<{ address: string; port: number }> {
    this.listener.listen(at.port, at.address);
    try {
      await once(this.listener, 'listening');
    } catch (error) {
      throw new Problem(
        'input',
        {
          what: message('prove.listen', { place: `${at.address}:${at.port}` }),
          why: message('input.other', { error: (error as Error).message }),
          remedy: message('prove.listen.remedy'),
        },
        { cause: error },
      );
    }
    return this.listener.address() as { address: string; port: number };
  }

  /** The next connection's run. */
  async next(): Promise<ProofRun> {
    const end = performance.now() + clientMs;
    while (performance.now() < end) {
      const run = this.runs.shift();
      if (run) return run;
      await pause(5);
    }
    return undecided({ id: 'no-content-passed', args: {} }, {});
  }

  /** Waits until the clients have got everything: a connection may stay open for long, but then nothing moves on it. */
  async drained(): Promise<void> {
    this.listener.close();
    while (this.connections > 0 && performance.now() - this.moved < quietMs) await pause(5);
  }

  close(): void {
    this.closed = true;
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async pass(client: Socket): Promise<void> {
    let tap: NativeTap | null = null;
    try {
      tap = openTap(this.backend, this.target);
      client.on('error', () => {});
      this.passUp(client, tap);
      await this.passDown(client, tap);
    } catch {
      // One side failed: the other one's connection ends, as it would without a relay.
    } finally {
      client.destroy();
      tap?.close();
    }
  }

  private passUp(client: Socket, tap: NativeTap): void {
    client.on('data', bytes => {
      client.pause();
      sendAll(tap, bytes).then(
        () => client.resume(),
        () => client.destroy(),
      );
    });
    client.on('end', () => tap.finishSending());
  }

  private async passDown(client: Socket, tap: NativeTap): Promise<void> {
    let proved = false;
    let passed = 0;
    let encrypted = false;
    while (!this.closed && !client.destroyed) {
      const waiting = tap.queued();
      if (waiting === 0 && !tap.ended()) {
        await pause(1);
        continue;
      }
      if (passed === 0 && waiting > 0) encrypted = isHandshake(tap.peek(waiting));
      const body = encrypted
        ? passed + waiting > encryptedBody
        : waiting > 0 && this.carriesFile(tap.peek(waiting));
      if (!proved && body) {
        proved = true;
        const run = encrypted ? this.ciphertext(waiting, tap) : await this.prove(tap);
        if (run) this.runs.push(run);
      }
      const bytes = tap.receive(64 << 10);
      if (bytes === null) continue;
      if (bytes.length === 0) break;
      this.moved = performance.now();
      passed += bytes.length;
      if (!client.write(bytes)) await Promise.race([once(client, 'drain'), once(client, 'close')]);
    }
    client.end();
    if (!client.destroyed) await Promise.race([once(client, 'finish'), once(client, 'close')]);
  }

  /** No byte can change with the file, so the file is not changed. */
  private ciphertext(waiting: number, tap: NativeTap): ProofRun {
    this.server ??= serverOf(tap, this.target);
    const bytes = { ...noBytes(), encoded: waiting };
    return undecided({ id: 'encrypted', args: {} }, { bytes, queues: { receive: waiting, send: null } });
  }

  private carriesFile(peeked: Buffer): boolean {
    return locate(peeked, this.scratch.content).length > 0;
  }

  private async prove(tap: NativeTap): Promise<ProofRun | null> {
    const { backend, scratch, target } = this;
    this.server ??= serverOf(tap, target);
    const controls = runControls(backend, scratch, { over: 'tcp', address: '127.0.0.1' });
    const remote = !isLoopback(target.address);
    return (
      failedControl({ scratch, controls }) ?? lookAtStream(tap, { scratch, controls, remote, drains: false })
    );
  }
}
