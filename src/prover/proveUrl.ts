import { message } from '../messages/message';
import { Problem } from '../model/problem';
import type { Because, Control, Proof, ProofNote, ProofRun, ProofServer } from '../model/proof';
import { noBytes } from '../prove/criterion';
import { parseHead, type RequestPlan } from '../prove/http';
import { locate } from '../prove/locate';
import { intermediary, refusalOf } from '../prove/response';
import { conclude } from '../prove/verdict';
import { isLoopback, resolveHost } from './address';
import type { NativeTap, ProofBackend, Target } from './backend';
import { type Network, runControls } from './controls';
import { ask, type Head, openTap } from './exchange';
import { lookAt, lookAtSendQueue } from './look';
import { serverOf } from './peer';
import { repeated, undecided } from './proof';
import type { UrlQuestion } from './question';
import { type Scratch, scratchFacts, scratchIn } from './scratch';
import { type Queues, settle } from './settle';
import { failedControl } from './stream';
import { runOverTls } from './tls';

/** One proof against a server, from a request that is known. */
export interface UrlContext {
  backend: ProofBackend;
  scratch: Scratch;
  target: Target;
  plan: RequestPlan;
  question: UrlQuestion;
  url: URL;
  controls: Control[];
  /** Filled by the first connection. */
  seen: { server: ProofServer | null };
}

/** Proves how a server sends a file of the folder that it serves. Throws a Problem for what can't be asked. */
export async function proveUrl(backend: ProofBackend, question: UrlQuestion): Promise<Proof> {
  const url = parseUrl(question.url);
  const target = await targetOf(url, question);
  const scratch = await scratchIn(backend, question.directory, question.fileBytes);
  const seen: UrlContext['seen'] = { server: null };
  try {
    const plan = planOf(url, scratch, question);
    const runs = await repeated(question.repeat, () => {
      const controls = runControls(backend, scratch, networkOf(target));
      return runUrl({ backend, scratch, target, plan, question, url, controls, seen });
    });
    return { ...runs, ...scratchFacts(scratch), server: seen.server };
  } finally {
    scratch.remove();
  }
}

export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Problem('input', {
    what: message('prove.url', { text }),
    why: message('prove.url.why'),
    remedy: message('prove.url.remedy'),
  });
}

async function targetOf(url: URL, { unixSocket, allowRemote }: UrlQuestion): Promise<Target> {
  if (unixSocket !== null) return { kind: 'unix', path: unixSocket };
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return { kind: 'tcp', ...(await resolveHost(url.hostname, port, allowRemote)) };
}

/** Controls run on loopback of the same family; a network card can't be tried alone. */
function networkOf(target: Target): Network {
  if (target.kind === 'unix') return { over: 'unix', address: '' };
  const local = isLoopback(target.address)
    ? target.address
    : target.address.includes(':')
      ? '::1'
      : '127.0.0.1';
  return { over: 'tcp', address: local };
}

function planOf(url: URL, { name }: Scratch, { version, headers, range }: UrlQuestion): RequestPlan {
  const folder = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  // The path's braces come encoded, the query's do not (URL Standard).
  const marked = /\{file\}|%7Bfile%7D/i;
  const placed = marked.test(url.pathname + url.search);
  const target = placed ? (url.pathname + url.search).replace(marked, name) : folder + name + url.search;
  const { username, password } = url;
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  );
  return {
    ...{ version, target, range, host: url.host },
    headers: username ? [...headers, `Authorization: Basic ${login}`] : headers,
  };
}

async function runUrl(context: UrlContext): Promise<ProofRun> {
  const { backend, target, plan, controls, url, scratch, question } = context;
  const wrong = failedControl({ scratch, controls });
  if (wrong) return wrong;
  const tap = openTap(backend, target);
  try {
    if (url.protocol === 'https:')
      return await runOverTls(tap, { scratch, plan, controls, insecure: question.insecure, url });
    const refused = await ask(tap, plan);
    if (refused) return undecided(refused, { controls });
    return await lookAtAnswer(tap, context);
  } finally {
    tap.close();
  }
}

async function lookAtAnswer(tap: NativeTap, context: UrlContext): Promise<ProofRun> {
  const { scratch, plan, controls, target } = context;
  const queues = await settle(tap);
  // Before it accepts the connection the server's socket belongs to no process.
  context.seen.server ??= serverOf(tap, target);
  const { receive, send } = queues;
  const peeked = tap.peek(receive);
  const head = peeked.length === 0 ? null : parseHead(peeked);
  const found = locate(peeked, scratch.content, { next: plan.range?.first ?? 0 });
  const base: Partial<ProofRun> = { controls, queues: { receive, send }, notes: notesOf(head, queues) };
  const refused = refusalOf(head) ?? (found.length === 0 ? absence(head, queues, peeked) : null);
  if (refused) return undecided(refused, { ...base, bytes: unread(refused, peeked.length) });

  const look = lookAt(tap, scratch, peeked, { next: plan.range?.first ?? 0 });
  if (!look.restored) return undecided({ id: 'not-restored', args: {} }, { ...base, bytes: look.bytes });
  const zone = queues.still ? await lookAtSendQueue(tap, scratch, queues, look.runs) : null;
  const remote = target.kind === 'tcp' && !isLoopback(target.address);
  const run: ProofRun = {
    ...conclude({ receive: look.bytes, send: zone?.bytes ?? null, remote }),
    queues: { receive, send },
    stretches: look.stretches,
    readAheadBytes: zone?.readAheadBytes ?? null,
    took: look.took,
    controls,
    notes: [...(base.notes ?? []), ...readAheadNote(zone?.readAheadBytes)],
  };
  return run.verdict === 'copy' ? checkCache(tap, run, context) : run;
}

function readAheadNote(bytes: number | null | undefined): ProofNote[] {
  return bytes ? [{ id: 'read-ahead', args: { bytes } }] : [];
}

const unread = ({ id }: Because, bytes: number) =>
  id === 'content-encoded' ? { ...noBytes(), encoded: bytes } : { ...noBytes(), header: bytes };

/** Why an answer holds nothing of the file. */
function absence(head: Head, { ended, receive }: Queues, peeked: Buffer): Because {
  if (receive === 0) return { id: ended ? 'closed-early' : 'no-answer', args: { bytes: 0 } };
  if (head === null || head === 'not-http')
    return { id: ended ? 'closed-early' : 'no-answer', args: { bytes: receive } };
  const body = peeked.length - head.length;
  const expected = Number(head.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (body === 0 && ended && expected > 0) return { id: 'closed-early', args: { bytes: receive } };
  return { id: 'other-content', args: { bytes: body } };
}

function notesOf(head: Head, { send, still }: Queues): ProofNote[] {
  const notes: ProofNote[] = [];
  if (send === null || !still) notes.push({ id: 'send-queue-unseen', args: {} });
  if (head === null || head === 'not-http') return notes;
  const by = intermediary(head);
  if (by) notes.push({ id: 'passed-through', args: { by } });
  return notes;
}

/**
 * A server, or a cache in front of it, that answers from a store of its own is judged on that store, which nobody changed:
 * asked again while the file is its complement, it would still send the old bytes.
 */
async function checkCache(first: NativeTap, run: ProofRun, context: UrlContext): Promise<ProofRun> {
  const { scratch, backend, target } = context;
  // A server that serves one connection after the other is still busy with this one.
  first.close();
  const { native, content } = scratch;
  native.flip(0, content.length);
  let tap: NativeTap | null = null;
  try {
    tap = openTap(backend, target);
    const answer = await secondAnswer(tap, context);
    if (answer === 'old')
      return { ...run, verdict: 'undecided', because: { id: 'cached-content', args: {} } };
    if (answer === 'new') return run;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  } finally {
    native.restore();
    tap?.close();
  }
  return { ...run, notes: [...run.notes, { id: 'cache-unchecked', args: {} }] };
}

async function secondAnswer(tap: NativeTap, { scratch, plan }: UrlContext): Promise<'old' | 'new' | null> {
  if (await ask(tap, plan)) return null;
  const next = plan.range?.first ?? 0;
  const shows = (content: Buffer) => locate(tap.peek(tap.queued()), content, { next }).length > 0;
  await settle(tap, { answerMs: 2000, growMs: 500, enough: () => shows(scratch.complement) });
  if (shows(scratch.complement)) return 'new';
  return shows(scratch.content) ? 'old' : null;
}
