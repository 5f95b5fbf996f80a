// A proof of the editor that is cancelled, or whose session or prover is killed: its scratch file is gone.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import type { UrlQuestion } from '../../src/prover/question';
import { Cancelled, SessionClient } from '../../src/session/client';
import { childrenOf } from '../processes';
import { folder, serveTcp } from '../prove/iopathProve';
import { until } from '../until';

const client = new SessionClient({ path: resolve('dist/session.js') });
after(() => client.dispose());

/** Of a server that takes the request and never answers: the proof waits with its file in place. */
async function silent(): Promise<UrlQuestion> {
  const port = await serveTcp(() => {});
  return {
    ...{ kind: 'url', url: `http://127.0.0.1:${port}/`, directory: folder(), fileBytes: 1 << 20, repeat: 1 },
    ...{ unixSocket: null, version: '1.1', headers: [], range: null, allowRemote: false, insecure: false },
  };
}

const gone = (directory: string) => until('the file to go', () => readdirSync(directory).length === 0);
const made = (directory: string) => until('the file', () => readdirSync(directory).length === 1);

test('a proof that is cancelled ends as such, and its file goes', async () => {
  const question = await silent();
  const controller = new AbortController();
  const proof = client.prove(question, { signal: controller.signal });
  await made(question.directory);
  controller.abort();
  await assert.rejects(proof, Cancelled);
  await gone(question.directory);
});

for (const victim of ['session', 'prover'] as const)
  test(`the ${victim} is killed: the proof says so, and its file goes`, async () => {
    const question = await silent();
    const proof = client.prove(question);
    await made(question.directory);
    const session = client.pid!;
    const prover = childrenOf(session)[0]!;
    process.kill(victim === 'session' ? session : prover, 'SIGKILL');
    await assert.rejects(proof, { name: 'Problem' });
    await gone(question.directory);
  });
