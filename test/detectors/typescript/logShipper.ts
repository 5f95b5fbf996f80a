// Follows logs, ships parsed lines in frames, and moves rotated files to an archive.
import { close, createReadStream, createWriteStream, openSync, readSync, statSync, watch, writeSync, closeSync } from 'node:fs';
import { readdir, unlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGzip, gzipSync } from 'node:zlib';
import { pipeline } from 'node:stream/promises';

interface Entry {
  time: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  text: string;
}

const closeFile = promisify(close);
const pattern = /^(\S+) (debug|info|warn|error) (.*)$/;

function parse(line: string): Entry | undefined {
  const match = pattern.exec(line);
  if (!match) return undefined;
  return { time: match[1]!, level: match[2] as Entry['level'], text: match[3]! };
}

class Follower {
  private at = 0;
  private pending = '';

  constructor(
    private readonly path: string,
    private readonly each: (entry: Entry) => void,
  ) {}

  start(): () => void {
    this.read();
    const watcher = watch(this.path, () => this.read());
    return () => watcher.close();
  }

  private read(): void {
    const { size } = statSync(this.path);
    if (size < this.at) this.at = 0;
    const fd = openSync(this.path, 'r');
    const buffer = Buffer.alloc(64 * 1024);
    while (this.at < size) {
      const n = readSync(fd, buffer, 0, buffer.length, this.at);
      if (n === 0) break;
      this.at += n;
      this.pending += buffer.toString('utf8', 0, n);
    }
    void closeFile(fd);
    const lines = this.pending.split('\n');
    this.pending = lines.pop() ?? '';
    for (const line of lines) {
      const entry = parse(line);
      if (entry) this.each(entry);
    }
  }
}

class Sender {
  private socket: Socket | undefined;
  private batch: Entry[] = [];
  private unacknowledged = 0;

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  add(entry: Entry): void {
    this.batch.push(entry);
    if (this.batch.length >= 500) this.flush();
  }

  flush(): void {
    if (this.batch.length === 0) return;
    const body = gzipSync(JSON.stringify(this.batch));
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length, 0);
    head.writeUInt32BE(this.batch.length, 4);
    const socket = this.connected();
    socket.write(head);
    socket.write(body);
    this.unacknowledged += this.batch.length;
    this.batch = [];
  }

  private connected(): Socket {
    if (this.socket) return this.socket;
    const socket = connect(this.port, this.host);
    socket.on('data', (data) => {
      for (const byte of data) this.unacknowledged -= byte;
    });
    socket.on('close', () => {
      this.socket = undefined;
    });
    this.socket = socket;
    return socket;
  }
}

/** A rotated file to another filesystem, as it is. */
function move(source: string, target: string): number {
  const from = openSync(source, 'r');
  const to = openSync(target, 'w');
  const buffer = Buffer.allocUnsafe(128 * 1024);
  let moved = 0;
  for (;;) { // expect: copy-loop replaceable file-to-file 131072 kernel
    const n = readSync(from, buffer, 0, buffer.length, null);
    if (n === 0) break;
    moved += writeSync(to, buffer, 0, n);
  }
  closeSync(from);
  closeSync(to);
  return moved;
}

async function pack(source: string, target: string): Promise<void> {
  await pipeline(createReadStream(source), createGzip(), createWriteStream(target));
}

async function countErrors(path: string): Promise<number> {
  let errors = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    errors += lines.filter((line) => parse(line)?.level === 'error').length;
  }
  return errors;
}

async function archive(folder: string, target: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const rotated = /\.log\.(\d+)$/.exec(name);
    if (!rotated) continue;
    const source = join(folder, name);
    console.log(name, await countErrors(source), 'errors');
    if (Number(rotated[1]) > 3) await pack(source, join(target, `${name}.gz`));
    else console.log(name, move(source, join(target, name)), 'bytes');
    await unlink(source);
  }
}

const [folder = '/var/log/app', target = '/mnt/archive', host = '127.0.0.1'] = process.argv.slice(2);
const sender = new Sender(host, 5140);
await archive(folder, target);
const stop = new Follower(join(folder, 'app.log'), (entry) => sender.add(entry)).start();
setInterval(() => sender.flush(), 1000);
process.once('SIGINT', () => {
  stop();
  sender.flush();
});
