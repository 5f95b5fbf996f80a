import type { Edit, FixDraft } from '../../../model/finding';
import { addLine, isWhole, removeLine, sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import { countKeys } from '../../loops/counts';
import type { Scope } from '../../source/scope';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { fixDescriptors } from '../c/fix';

const caveats = [
  'a failure throws std::filesystem::filesystem_error, where the streams fail silently',
  'the copy takes on the permissions of the source',
  'the file then needs C++17',
];

/** Descriptors as in C; two file streams that are opened for nothing else by std::filesystem::copy_file. */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, read, write, scope } = flow;
  if (flow.source.end !== 'file' || flow.sink.end !== 'file' || !isStreamRead(read.at))
    return fixDescriptors(flow);
  if (!isWhole(file, loop) || !movesPlainly(flow)) return null;
  const from = openedAs(read.end, scope, loop, /^i?fstream$/, /^(in|binary)$/);
  const to = openedAs(write.end, scope, loop, /^o?fstream$/, /^(out|binary|trunc)$/);
  if (!from || !to) return null;
  const apart = [...usesApart(flow, [from, to]), from, to];
  if (apart.includes(null)) return null;
  const lines = (apart as Ir[]).map(node =>
    removeLine(file, node, /^\s*[\w:<>[\], *&.]+\s*[\w.[\]*]*.*;\s*$/),
  );
  if (lines.includes(null)) return null;
  const path = (opened: Assign): string => sourceOf(file, (opened.value as Call).args[0]!);
  const text = `std::filesystem::copy_file(${path(from)}, ${path(to)}, std::filesystem::copy_options::overwrite_existing);`;
  const include = addLine(file, '#include <filesystem>', { like: /^#\s*include\b/ });
  return {
    title: 'Replace the loop by std::filesystem::copy_file',
    edits: [{ start: loop.start, end: loop.end, text }, ...(lines as Edit[]), ...(include ? [include] : [])],
    caveats,
  };
}

const isStreamRead = (at: Ir): boolean => at.kind === 'call' && at.receiver !== null;

/** `std::ifstream in(path, std::ios::binary);`, in the loop's own block. */
function openedAs(end: Ir | null, scope: Scope, loop: Ir, type: RegExp, mode: RegExp): Assign | null {
  const [only, ...others] = scope.assignments(keyOf(end) ?? '');
  const call = only?.value;
  if (others.length > 0 || !only?.declares || only.parent !== loop.parent) return null;
  if (call?.kind !== 'call' || !call.creates || !type.test(call.name) || !call.args[0]) return null;
  const modes = call.args
    .slice(1)
    .flatMap(arg => [...walk(arg)].map(keyOf))
    .filter(key => key !== null);
  const opens = call.name === 'fstream' ? modes.length > 0 : true;
  return opens && call.args.length <= 2 && modes.every(key => mode.test(key)) ? only : null;
}

/** Nothing but the read, the write, what the stream says of itself, and the end. */
function movesPlainly({ loop, read, write, scope, sideEffects }: CopyLoop): boolean {
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (extra + sideEffects.totals.length > 0 || read.helper || write.helper) return false;
  const { pureCalls, views } = scope.file.language;
  const ends = [keyOf(read.end), keyOf(write.end)];
  const counts = countKeys(scope, loop, read);
  return [...walk(loop)].every(node => {
    if (node.kind === 'jump') return node.word === 'break';
    if (node.kind === 'assign') return counts.has(keyOf(node.targets[0] ?? null) ?? '');
    if (node.kind === 'loop') return node === loop;
    if (node.kind !== 'call' || node === read.at || node === write.at) return node.kind !== 'function';
    const asks = ends.includes(keyOf(node.receiver)) && /^(eof|good|fail|bad|operator bool)$/.test(node.name);
    return asks || pureCalls.test(node.name) || views.test(node.name);
  });
}

/** Closings and the buffer's declaration, which go with the loop; null for any other use of its names. */
function usesApart({ scope, loop, read, write }: CopyLoop, gone: Assign[]): (Ir | null)[] {
  const found = new Set<Ir | null>();
  const buffer = read.buffer?.key ?? '';
  const names = [keyOf(read.end), keyOf(write.end), buffer, read.count].filter(key => key !== null);
  for (const node of walk(scope.root)) {
    if (!names.includes(keyOf(node) ?? '') || isWithin(node, loop) || gone.some(part => isWithin(node, part)))
      continue;
    const up = node.parent;
    const closes =
      up?.kind === 'call' && up.receiver === node && up.name === 'close' && up.parent === loop.parent;
    const frees = up?.kind === 'call' && up.name === 'free' && up.parent === loop.parent;
    const declares =
      up?.kind === 'assign' && up.declares && up.targets[0] === node && up.parent === loop.parent;
    found.add(closes || frees || declares ? up : null);
  }
  return [...found];
}
