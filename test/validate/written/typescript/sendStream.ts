// ends: stream-socket
import { createReadStream } from 'node:fs';
import type { Socket } from 'node:net';

export async function sendStream(source: string, client: Socket): Promise<void> {
  const file = createReadStream(source);
  for await (const chunk of file) {
    client.write(chunk);
  }
}
