// Takes uploads: raw bodies go to disk as they come, multipart bodies are parsed, checked ones hashed.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';

interface Stored {
  id: string;
  name: string;
  size: number;
  sha256?: string;
}

class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const root = process.env.UPLOADS ?? '/tmp/uploads';
const limit = 512 * 1024 * 1024;

class Catalogue {
  private readonly items = new Map<string, Stored>();

  constructor(private readonly file: string) {}

  async load(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]');
    for (const item of JSON.parse(text) as Stored[]) this.items.set(item.id, item);
  }

  async add(item: Stored): Promise<void> {
    this.items.set(item.id, item);
    await writeFile(`${this.file}.new`, JSON.stringify([...this.items.values()]));
    await rename(`${this.file}.new`, this.file);
  }

  get(id: string): Stored {
    const item = this.items.get(id);
    if (!item) throw new HttpError(404, `${id} is not known`);
    return item;
  }
}

function boundaryOf(req: IncomingMessage): Buffer {
  const match = /boundary="?([^";]+)"?/.exec(req.headers['content-type'] ?? '');
  if (!match?.[1]) throw new HttpError(400, 'no boundary');
  return Buffer.from(`\r\n--${match[1]}`);
}

async function storeRaw(req: IncomingMessage, name: string): Promise<Stored> {
  const id = randomUUID();
  const out = createWriteStream(join(root, id));
  let size = 0;
  for await (const chunk of req) { // expect: tidy-copy replaceable socket-to-file - user-space
    size += chunk.length;
    if (size > limit) {
      out.destroy();
      await unlink(join(root, id));
      throw new HttpError(413, `more than ${limit} bytes`);
    }
    if (!out.write(chunk)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { id, name, size };
}

async function storeChecked(req: IncomingMessage, name: string, expected: string): Promise<Stored> {
  const id = randomUUID();
  const out = createWriteStream(join(root, id));
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of req) { // expect: copy-loop inspected socket-to-file
    hash.update(chunk);
    size += chunk.length;
    out.write(chunk);
  }
  out.end();
  const sha256 = hash.digest('hex');
  if (sha256 !== expected) throw new HttpError(422, 'checksum differs');
  return { id, name, size, sha256 };
}

// Bytes are searched for the boundary, so part of each chunk is held back.
async function storeForm(req: IncomingMessage): Promise<Stored[]> {
  const boundary = boundaryOf(req);
  const stored: Stored[] = [];
  let held = Buffer.from('\r\n');
  let current: { item: Stored; parts: Buffer[] } | undefined;
  for await (const chunk of req) {
    held = Buffer.concat([held, chunk as Buffer]);
    for (let at = held.indexOf(boundary); at >= 0; at = held.indexOf(boundary)) {
      if (current) {
        current.parts.push(held.subarray(0, at));
        const body = Buffer.concat(current.parts);
        await writeFile(join(root, current.item.id), body);
        stored.push({ ...current.item, size: body.length });
      }
      const head = held.indexOf('\r\n\r\n', at);
      if (head < 0) break;
      const name = /filename="([^"]*)"/.exec(held.toString('latin1', at, head))?.[1] ?? 'field';
      current = { item: { id: randomUUID(), name: basename(name), size: 0 }, parts: [] };
      held = held.subarray(head + 4);
    }
  }
  return stored;
}

async function sendStored(res: ServerResponse, item: Stored): Promise<void> {
  const path = join(root, item.id);
  const { size } = await stat(path);
  res.writeHead(200, { 'Content-Length': size, 'Content-Disposition': `attachment; filename="${item.name}"` });
  const file = createReadStream(path);
  file.on('data', (chunk) => { // expect: tidy-copy replaceable file-to-socket - user-space
    if (!res.write(chunk)) file.pause();
  });
  res.on('drain', () => file.resume());
  file.on('end', () => res.end());
}

async function answer(catalogue: Catalogue, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const name = basename(req.url ?? '/');
  if (req.method === 'GET') return sendStored(res, catalogue.get(name));
  const expected = req.headers['x-sha256'];
  let stored: Stored[];
  if (req.headers['content-type']?.startsWith('multipart/form-data')) stored = await storeForm(req);
  else if (typeof expected === 'string') stored = [await storeChecked(req, name, expected)];
  else stored = [await storeRaw(req, name)];
  for (const item of stored) await catalogue.add(item);
  res.writeHead(201, { 'Content-Type': 'application/json' });
  for (const item of stored) res.write(`${JSON.stringify(item)}\n`);
  res.end();
}

await mkdir(root, { recursive: true });
const catalogue = new Catalogue(join(root, 'catalogue.json'));
await catalogue.load();
createServer((req, res) => {
  answer(catalogue, req, res).catch((error: unknown) => {
    const status = error instanceof HttpError ? error.status : 500;
    res.writeHead(status).end(String(error));
  });
}).listen(8082, '127.0.0.1');
