import { createReadStream } from 'node:fs';

interface Answer {
  ok: boolean;
}

export async function upload(path: string, client: { write(data: Buffer): Promise<Answer> }) {
  for await (const chunk of createReadStream(path)) {
    const { ok } = await client.write(chunk);
    if (!ok) throw new Error('refused');
  }
}
