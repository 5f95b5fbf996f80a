import type { Edit, FixDraft } from '../../../model/finding';
import { addLine, isReadOutside, isWhole, removeLine, sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import type { SourceFile } from '../../source/sourceFile';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/**
 * Replaces `for await (const chunk of source) sink.write(chunk)` by `await pipeline(source, sink)`: the same copies,
 * with back-pressure and with errors of both ends. The sink stays open where the code does not end it at once.
 */
export function pipelineLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, sideEffects, sink } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (extra > 0 || !loop.over || !isWhole(file, loop) || !isForAwait(flow) || !writesPlainly(flow))
    return null;
  const key = sink.key;
  if (!key || key === flow.source.key || !isStatement(flow) || !takesStreams(flow, key)) return null;
  const added = importEdit(file);
  const ending = endingAfter(flow, key);
  if (!added || !ending) return null;
  const ends = ending.length > 0 ? '' : ', { end: false }';
  const target = sourceOf(file, flow.write.end!);
  return {
    title: 'Replace the loop by stream.pipeline',
    edits: [
      {
        start: loop.start,
        end: loop.end,
        text: `await pipeline(${sourceOf(file, loop.over)}, ${target}${ends});`,
      },
      ...ending,
      ...added,
    ],
    caveats: ['where one end fails, the other is closed as well'],
  };
}

const isForAwait = ({ file, loop, read }: CopyLoop): boolean =>
  read.at === loop && /^for\s+await\b/.test(sourceOf(file, loop));

/** The write of the whole chunk, the waiting for room, and nothing else. */
function writesPlainly(flow: CopyLoop): boolean {
  const { loop, read, write, sideEffects, scope } = flow;
  if (write.helper || write.at.kind !== 'call' || write.at.name !== 'write' || write.at.args.length !== 1)
    return false;
  if (keyOf(write.at.args[0]!) !== read.buffer?.key || isAwaited(flow)) return false;
  const used = [...sideEffects.totals, ...sideEffects.usedAfter].some(name =>
    isReadOutside(scope.root, name, [loop]),
  );
  return !used && [...walk(loop.body)].every(node => isPlain(node, flow));
}

/** A write that is waited for is that of a file handle or of a web stream. */
function isAwaited({ file, write }: CopyLoop): boolean {
  return /await\s*$/.test(file.text.slice(Math.max(0, write.at.start - 8), write.at.start));
}

function isPlain(node: Ir, flow: CopyLoop): boolean {
  switch (node.kind) {
    case 'call':
      return (
        node === flow.write.at ||
        waitsForRoom(node, flow) ||
        [...ancestors(node)].some(up => waitsForRoom(up, flow))
      );
    case 'jump':
    case 'loop':
    case 'assign':
    case 'other':
      return [...ancestors(node)].some(up => waitsForRoom(up, flow));
    case 'function':
      return waitsForRoom(node.parent ?? node, flow);
    case 'if':
      return isWithin(flow.write.at, node.condition) || keyOf(node.condition) === flow.read.buffer?.key;
    case 'operation':
      return node.operator === '!';
    default:
      return true;
  }
}

/** `once(sink, 'drain')`, or a Promise that a `sink.once('drain', …)` resolves. */
function waitsForRoom(node: Ir, { sink, file }: CopyLoop): boolean {
  if (node.kind !== 'call') return false;
  if (node.name === 'once' && node.args[0] && keyOf(node.args[0]) === sink.key)
    return saysDrain(node.args[1]);
  if (node.creates && node.name === 'Promise') return /\.once\(\s*['"]drain['"]/.test(sourceOf(file, node));
  return false;
}

const saysDrain = (arg: Ir | undefined): boolean => arg?.kind === 'literal' && arg.value === 'drain';

/** Among other statements, where several may stand for one. */
const isStatement = ({ loop }: CopyLoop): boolean => loop.parent?.kind === 'block';

/** A stream of Node's: by what made it, or by the room it is asked for. */
function takesStreams(flow: CopyLoop, key: string): boolean {
  const { sink, loop, file } = flow;
  if (/Writer$|writer/.test(key) || /Deno|Bun|handle|fd$/.test(sink.type ?? '')) return false;
  return sink.end !== 'unknown' || /['"]drain['"]/.test(sourceOf(file, loop));
}

/** The lines after the loop by which it ends the sink: empty where it stays open, null where they can't be taken out. */
function endingAfter({ file, scope, loop }: CopyLoop, key: string): Edit[] | null {
  const body = loop.parent?.kind === 'block' ? loop.parent.body : [];
  const [next, then] = body.slice(body.indexOf(loop) + 1);
  const ends =
    next?.kind === 'call' && next.name === 'end' && keyOf(next.receiver) === key && next.args.length === 0;
  if (!ends) return [];
  const gone: Call[] = then && isFinish(then, key) ? [next, then as Call] : [next];
  const awaited = [...walk(scope.root)].some(
    node => node.start >= loop.end && isFinish(node, key) && !gone.some(part => isWithin(node, part)),
  );
  if (awaited) return null;
  const lines = gone.map(node => removeLine(file, node, /^\s*(await\s+)?[\w.]+\(.*\);?\s*$/));
  return lines.includes(null) ? null : (lines as Edit[]);
}

/** `once(sink, 'finish')`, `finished(sink)`, `sink.on('finish', …)`: what comes but once. */
function isFinish(node: Ir, key: string): boolean {
  if (node.kind !== 'call') return false;
  if (node.name === 'finished') return keyOf(node.args[0] ?? null) === key;
  const [target, event] =
    node.receiver && keyOf(node.receiver) === key ? [node.receiver, node.args[0]] : node.args;
  const ends = event?.kind === 'literal' && /^(finish|close)$/.test(String(event.value));
  return /^(on|once)$/.test(node.name) && keyOf(target ?? null) === key && ends;
}

/** `pipeline` of stream/promises, in the module's own kind; null where the name is another's. */
function importEdit(file: SourceFile): Edit[] | null {
  const promises = /\{[^}]*\bpipeline\b[^}]*\}\s*(from|=\s*require\()\s*['"](node:)?stream\/promises['"]/;
  if (promises.test(file.text)) return [];
  if (/\bpipeline\b/.test(file.text)) return null;
  const es = /^import\b.*\bfrom\b/m.test(file.text);
  const line = es
    ? addLine(file, "import { pipeline } from 'node:stream/promises';", { like: /^import\b.*\bfrom\b/ })
    : addLine(file, "const { pipeline } = require('node:stream/promises');", {
        like: /^(const|let|var)\b.*\brequire\(/,
      });
  const known = es || /^(const|let|var)\b.*\brequire\(/m.test(file.text);
  return known && line ? [line] : null;
}
