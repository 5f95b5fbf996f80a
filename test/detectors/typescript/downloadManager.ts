// Downloads a list of addresses with retries, resuming, sums and a view of what is going on.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

interface Task {
  url: URL;
  target: string;
  sum?: string;
}

interface Progress {
  task: Task;
  received: number;
  total: number | undefined;
}

class Refused extends Error {}

function parseList(text: string): Task[] {
  const tasks: Task[] = [];
  for (const line of text.split('\n')) {
    const [url, target, sum] = line.trim().split(/\s+/);
    if (!url || !target || url.startsWith('#')) continue;
    tasks.push({ url: new URL(url), target, sum });
  }
  return tasks;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

class Downloader extends EventEmitter<{ progress: [Progress]; done: [Task]; failed: [Task, Error] }> {
  private readonly running = new Set<Task>();

  constructor(private readonly retries: number) {
    super();
  }

  async run(tasks: readonly Task[], width: number): Promise<void> {
    const queue = [...tasks];
    const worker = async () => {
      for (let task = queue.shift(); task; task = queue.shift()) {
        this.running.add(task);
        await this.attempt(task);
        this.running.delete(task);
      }
    };
    await Promise.all(Array.from({ length: width }, worker));
  }

  private async attempt(task: Task): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.fetchOnce(task);
        this.emit('done', task);
        return;
      } catch (error) {
        if (tries >= this.retries || error instanceof Refused) {
          this.emit('failed', task, error as Error);
          return;
        }
        await sleep(2 ** tries * 500);
      }
    }
  }

  private async fetchOnce(task: Task): Promise<void> {
    const part = `${task.target}.part`;
    const have = await sizeOf(part);
    const response = await fetch(task.url, { headers: have > 0 ? { Range: `bytes=${have}-` } : {} });
    if (response.status === 404) throw new Refused(`${task.url} is not there`);
    if (!response.ok || !response.body) throw new Error(`${task.url}: ${response.status}`);
    const file = await open(part, response.status === 206 ? 'a' : 'w');
    try {
      await this.store(task, response, file, response.status === 206 ? have : 0);
    } finally {
      await file.close();
    }
    if (task.sum && (await sumOf(part)) !== task.sum) throw new Error(`${task.target}: sum differs`);
    await rename(part, task.target);
  }

  private async store(task: Task, response: Response, file: FileHandle, have: number): Promise<void> {
    const length = response.headers.get('content-length');
    const total = length === null ? undefined : Number(length) + have;
    const reader = response.body!.getReader();
    let received = have;
    while (true) { // expect: tidy-copy replaceable socket-to-file - user-space
      const { done, value } = await reader.read();
      if (done) break;
      await file.write(value);
      received += value.length;
      this.emit('progress', { task, received, total });
    }
    if (total !== undefined && received !== total) throw new Error(`${task.target}: ${received} of ${total}`);
  }
}

class View {
  private readonly lines = new Map<Task, string>();

  update({ task, received, total }: Progress): void {
    const percent = total ? `${Math.floor((received * 100) / total)} %` : `${received} bytes`;
    this.lines.set(task, `${task.target} ${percent}`);
    this.draw();
  }

  remove(task: Task): void {
    this.lines.delete(task);
  }

  private draw(): void {
    process.stderr.write('\x1b[H\x1b[J');
    for (const line of this.lines.values()) {
      process.stderr.write(`${line}\n`);
    }
  }
}

const view = new View();
const downloader = new Downloader(4);
downloader.on('progress', (progress) => view.update(progress));
downloader.on('done', (task) => view.remove(task));
downloader.on('failed', (task, error) => console.error(task.target, error.message));
await downloader.run(parseList(await readFile(process.argv[2] ?? 'list.txt', 'utf8')), 3);
