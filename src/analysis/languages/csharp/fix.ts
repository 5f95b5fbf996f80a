import type { Edit, FixDraft } from '../../../model/finding';
import { indentAt, isReadOutside, isWhole, lineEnd, removeLine, sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import type { Opened, Place } from './opened';
import { loopPlace, openedFor, openingPlace } from './opened';

/**
 * Replaces a loop by the one call that does its work: File.Copy or Socket.SendFile where the files are opened by their
 * paths for this loop alone, Stream.CopyTo between other streams. Limits, progress, waiting, and any way out but the
 * source's end keep their loop.
 */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, sideEffects } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (extra > 0 || !isWhole(file, loop) || !movesPlainly(flow) || flow.source.key === flow.sink.key)
    return null;
  const { source, sink } = flow;
  if (source.end === 'file' && sink.end === 'file') return fileCopy(flow);
  if (source.end === 'file' && sink.end === 'socket' && socketOf(flow)) return sendFile(flow);
  return copyTo(flow);
}

/** The whole source from where it stands goes to the sink, and nothing else happens. */
function movesPlainly(flow: CopyLoop): boolean {
  const { file, loop, read, write, scope } = flow;
  if (read.helper || write.helper || read.single || read.at.kind !== 'call' || write.at.kind !== 'call')
    return false;
  if (!/^Read(Async)?$/.test(read.at.name) || !/^(Write|Send)(Async)?$/.test(write.at.name)) return false;
  const starts = [read.offset, write.offset, read.buffer?.from ?? null, write.buffer?.from ?? null];
  if (starts.some(start => start !== null && scope.valueOf(start) !== 0)) return false;
  if (/\?\./.test(sourceOf(file, loop)) || loop.over || loop.setup.length + loop.update.length > 0)
    return false;
  const plain = [...walk(loop)].every(node => node === loop || isPlain(node, flow));
  return plain && isEndTest(loop.condition, flow);
}

function isPlain(node: Ir, flow: CopyLoop): boolean {
  const { read, write, scope, sideEffects } = flow;
  switch (node.kind) {
    case 'call':
      return (
        node === read.at ||
        node === write.at ||
        node.name === '#buffer' ||
        scope.file.language.views.test(node.name) ||
        (node.name === 'ThrowIfCancellationRequested' && tokenOf(flow) === keyOf(node.receiver))
      );
    case 'assign': {
      const key = keyOf(node.targets[0] ?? null) ?? '';
      if (sideEffects.totals.includes(key)) return node.operator === '+=' && keyOf(node.value) === read.count;
      return key === read.count || (key === read.buffer?.key && node.declares);
    }
    case 'if':
      return node.otherwise === null && isEndTest(node.condition, flow);
    case 'jump':
      return node.word === 'break' && node.value === null;
    case 'operation':
      return !/^(&&|\|\||\?\?|\?:)$/.test(node.operator);
    case 'loop':
    case 'function':
    case 'other':
      return false;
    default:
      return true;
  }
}

/** `true`, or what was read against 0: no other way for the loop to end. */
function isEndTest(condition: Ir | null, { read }: CopyLoop): boolean {
  if (condition === null || (condition.kind === 'literal' && condition.value === true)) return true;
  if (condition.kind !== 'operation' || condition.operands.length !== 2) return false;
  const [left, right] = condition.operands;
  const counted = left && (isWithin(read.at, left) || keyOf(left) === read.count);
  return Boolean(counted) && right?.kind === 'literal' && right.value === 0;
}

/** The cancellation token both calls are given, as written; null where there is none, undefined where they differ. */
function tokenOf({ file, read, write }: CopyLoop): string | null | undefined {
  const given = [read.at, write.at].flatMap(at => {
    const args = at.kind === 'call' ? at.args : [];
    const last = args.length === 4 ? args[3] : args.length === 2 ? args[1] : undefined;
    return last ? [sourceOf(file, last)] : [];
  });
  return new Set(given).size > 1 ? undefined : (given[0] ?? null);
}

const waits = ({ file, loop }: CopyLoop): boolean => /\bawait\b/.test(sourceOf(file, loop));

/** File.Copy runs in the caller's thread: an asynchronous loop keeps to CopyToAsync, by hand. */
function fileCopy(flow: CopyLoop): FixDraft | null {
  const from = openedFor(flow.read.end, flow, 'read');
  const to = openedFor(flow.write.end, flow, 'write');
  if (!from || !to || waits(flow)) return null;
  const via = from.via ?? to.via ?? 'System.IO.File';
  const lines = [`${via}.Copy(${from.path}, ${to.path}, ${to.overwrites});`];
  return replaced(flow, [from, to], lines, {
    title: 'Replace the loop by File.Copy',
    caveats: ['the copy takes on the mode and the times of the source, as File.Copy has it'],
  });
}

function sendFile(flow: CopyLoop): FixDraft | null {
  const from = openedFor(flow.read.end, flow, 'read');
  const socket = socketOf(flow);
  const token = tokenOf(flow);
  if (!from || !socket || token === undefined) return null;
  if (!waits(flow))
    return replaced(flow, [from], [`${socket}.SendFile(${from.path});`], {
      title: 'Replace the loop by Socket.SendFile',
      caveats: [],
    });
  const cancels = token && !/^SocketFlags\b/.test(token) ? `, ${token}` : '';
  const call = `await ${socket}.SendFileAsync(${from.path}${cancels})${configured(flow)};`;
  return replaced(flow, [from], [call], {
    title: 'Replace the loop by Socket.SendFileAsync',
    caveats: ['Socket.SendFileAsync is there since .NET 6'],
  });
}

/** The socket a loop sends to, or the one under its NetworkStream; null where no name leads to it. */
function socketOf({ file, scope, sink, write }: CopyLoop): string | null {
  const key = sink.key;
  if (!key) return null;
  const made = scope.assignments(key);
  const value = made.length === 1 ? made[0]!.value : null;
  if (write.at.kind === 'call' && /^Send/.test(write.at.name))
    return /^Socket\??$/.test(scope.typeOf(key) ?? sink.type ?? '') &&
      !/Udp|TcpClient/.test(textOf(value, file.text))
      ? sourceOf(file, write.end!)
      : null;
  if (value?.kind !== 'call') return null;
  if (value.creates && value.name === 'NetworkStream')
    return keyOf(value.args[0] ?? null) && sourceOf(file, value.args[0]!);
  const client = value.name === 'GetStream' ? keyOf(value.receiver) : null;
  return client && isTcpClient(client, scope) ? `${sourceOf(file, value.receiver!)}.Client` : null;
}

const textOf = (node: Ir | null, text: string): string => (node ? text.slice(node.start, node.end) : '');

function isTcpClient(key: string, scope: CopyLoop['scope']): boolean {
  const values = scope.assignments(key).map(({ value }) => value);
  return (
    /^TcpClient\??$/.test(scope.typeOf(key) ?? '') ||
    values.some(value => value?.kind === 'call' && /^(AcceptTcpClient(Async)?|TcpClient)$/.test(value.name))
  );
}

/** CopyTo and CopyToAsync loop over a buffer of 81,920 bytes of their own: tidier, and as many copies. */
function copyTo(flow: CopyLoop): FixDraft | null {
  const { file, source, sink } = flow;
  const token = tokenOf(flow);
  const [from, to] = [sourceOf(file, flow.read.end!), sourceOf(file, flow.write.end!)];
  if (!isStream(source, flow) || !isStream(sink, flow) || token === undefined) return null;
  const size = token ? `, 81920, ${token}` : '';
  const lines = waits(flow)
    ? [`await ${from}.CopyToAsync(${to}${size})${configured(flow)};`]
    : [`${from}.CopyTo(${to});`];
  const name = waits(flow) ? 'Stream.CopyToAsync' : 'Stream.CopyTo';
  return replaced(flow, [], lines, { title: `Replace the loop by ${name}`, caveats: [] });
}

const configured = ({ file, write, loop }: CopyLoop): string =>
  /\.ConfigureAwait\(false\)/.test(file.text.slice(write.at.start, loop.end)) ? '.ConfigureAwait(false)' : '';

/** What is a System.IO.Stream by its written type, or by the call that made it. */
function isStream(end: Resolved, { scope }: CopyLoop): boolean {
  const { key } = end;
  if (!key || end.wrappers.some(name => /Reader|Writer/.test(name))) return false;
  const written = scope.typeOf(key);
  if (written) return /(^|\.)\w*Stream\??$/.test(written);
  if (/\.(Body|BaseStream|(In|Out)putStream)$/.test(key)) return true;
  const [only, ...others] = scope.assignments(key);
  if (others.length > 0 || only?.value?.kind !== 'call') return false;
  const { name, creates } = only.value;
  return creates
    ? /Stream$/.test(name)
    : /^(OpenRead|OpenWrite|GetStream|GetResponseStream|GetRequestStream|ReadAsStreamAsync|OpenStandard\w+)$/.test(
        name,
      );
}

/** The lines in the place of the loop and the openings, totals kept, and the buffer's and the count's lines taken out. */
function replaced(
  flow: CopyLoop,
  opened: Opened[],
  lines: string[],
  { title, caveats }: { title: string; caveats: string[] },
): FixDraft | null {
  const { file, sideEffects } = flow;
  const own = ownNames(flow, opened);
  const totals = sideEffects.totals.filter(name => isReadOutside(flow.scope.root, name, [flow.loop]));
  const added = totals.map(name => totalLine(name, flow, opened));
  if (!own || added.includes(null) || (totals.length > 0 && !canCount(flow, opened))) return null;
  const place = opened.length > 0 ? openingPlace(flow, opened, own) : loopPlace(flow);
  const removed = place && tidied(flow, place, own);
  if (!place || !removed) return null;
  const before = opened.length === 0 ? (added as string[]) : [];
  const after = opened.length === 0 ? [] : (added as string[]);
  const indent = lineEnd(file) + indentAt(file, place.whole.start);
  const text = [...before, ...lines, ...after].join(indent);
  return { title, edits: [{ ...place.whole, text }, ...removed], caveats };
}

/** The buffer and the count, where the loop alone uses them; null where the buffer is somebody else's. */
function ownNames({ scope, loop, read }: CopyLoop, opened: Opened[]): Set<string> | null {
  const own = new Set<string>();
  for (const key of [read.buffer?.key, read.count]) {
    const made = scope.assignments(key ?? '');
    const inside = (node: Ir): boolean =>
      made.some(assign => !isWithin(assign, loop) && isWithin(node, assign));
    if (!key || made.length === 0 || scope.parameter(key) >= 0) return null;
    const used = [...walk(scope.root)].some(
      node => keyOf(node) === key && !isWithin(node, loop) && !inside(node),
    );
    const rented = made.some(({ value }) => value?.kind === 'call' && value.name === 'Rent');
    if (used || rented) return null;
    own.add(key);
  }
  for (const { declared } of opened) own.add(keyOf(declared.targets[0] ?? null) ?? '');
  return own;
}

/** The bytes of a file are counted by its length: a long takes it. */
function canCount({ scope, source, sideEffects }: CopyLoop, opened: Opened[]): boolean {
  const takesLong = (name: string): boolean => {
    const declared = scope.declaration(name);
    return declared?.type === 'long' || /^0[lL]$/.test(textOf(declared?.value ?? null, scope.file.text));
  };
  return sideEffects.totals.every(takesLong) && (opened.length > 0 || source.type === 'FileStream');
}

function totalLine(name: string, { file, read }: CopyLoop, opened: Opened[]): string | null {
  const [from] = opened;
  const source = sourceOf(file, read.end!);
  if (!from) return `${name} += ${source}.Length - ${source}.Position;`;
  const space = from.via && !/\./.test(from.via) ? '' : 'System.IO.';
  return `${name} += new ${space}FileInfo(${from.path}).Length;`;
}

/** Lines that declare nothing but what is not used any more; null where one holds more than that. */
function tidied({ file, scope, loop }: CopyLoop, place: Place, own: ReadonlySet<string>): Edit[] | null {
  const outside = (node: Ir): boolean => node.start < place.whole.start || node.start >= place.whole.end;
  const declared = [...own]
    .flatMap(key => scope.assignments(key))
    .filter(assign => !isWithin(assign, loop) && outside(assign) && !place.gone.includes(assign));
  if (declared.some(assign => !assign.declares || callsIn(assign))) return null;
  const like = /^\s*(?:await\s+)?(?:using\s+)?[\w.<>[\]?]+\s+\w+\s*(?:=[^;]*)?;\s*(?:\/\/.*)?\r?$/;
  const gone = place.gone.map(assign => removeLine(file, assign, like));
  if (gone.includes(null)) return null;
  const others = declared.map(assign => removeLine(file, assign, like)).filter(edit => edit !== null);
  return [...(gone as Edit[]), ...others];
}

/** A declaration whose value is worked out by a call does more than name a buffer. */
const callsIn = ({ value }: Assign): boolean =>
  value !== null &&
  [...walk(value)].some((node): node is Call => node.kind === 'call' && node.name !== '#buffer');
