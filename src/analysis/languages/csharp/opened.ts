import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixRequest } from '../../fixes/plan';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { isOwn } from './names';
import { hasMark } from './nodes';

/** A file that is opened by its path, and what its opening promises. */
export interface Opened {
  declared: Assign;
  path: Ir;
  /** `File` or `System.IO.File` as the opening names it; null where it names FileStream. */
  via: Ir | null;
  /** An existing target is refused (FileMode.CreateNew). */
  isNew: boolean;
  /** What a call that copies by path does not keep, as clauses without full stop. */
  caveats: Message[];
}

/** How `new FileStream(path, mode, access, share, size, options)` opens; null where a part is unknown. */
interface Modes {
  mode: string;
  access: string;
  share: string;
}

export const isFileClass = (call: Call): boolean => /^(System\.IO\.)?File$/.test(keyOf(call.receiver) ?? '');

/** The last part of `FileMode.Open`; null for what is no member of that type. */
function memberOf(type: string, node: Ir): string | null {
  const [, name] = new RegExp(`(?:^|\\.)${type}\\.(\\w+)$`).exec(keyOf(node) ?? '') ?? [];
  return name ?? null;
}

/** The modes of the calls that open by a path, with .NET's own for what is left out (FileStream's constructors, File). */
function modesOf(call: Call): Modes | null {
  const [, second, third, fourth, ...rest] = call.args;
  if (call.args.some(arg => hasMark(arg, 'named_argument')) || !rest.every(isPlainOption)) return null;
  if (call.creates && call.name === 'FileStream' && second)
    return given([second, third, fourth], { access: 'ReadWrite', share: 'Read' });
  if (!isFileClass(call)) return null;
  if (call.name === 'Open' && second && rest.length === 0)
    return given([second, third, fourth], { access: 'ReadWrite', share: 'None' });
  if (call.name === 'OpenRead' && !second) return { mode: 'Open', access: 'Read', share: 'Read' };
  // The second argument is a size.
  if (call.name === 'Create' && (!second || isPlainOption(second)) && (!third || isPlainOption(third)))
    return fourth ? null : { mode: 'Create', access: 'ReadWrite', share: 'None' };
  return null;
}

function given(
  [mode, access, share]: [Ir, Ir | undefined, Ir | undefined],
  otherwise: Omit<Modes, 'mode'>,
): Modes | null {
  const written = {
    mode: memberOf('FileMode', mode),
    access: access ? memberOf('FileAccess', access) : otherwise.access,
    share: share ? memberOf('FileShare', share) : otherwise.share,
  };
  return Object.values(written).includes(null) ? null : (written as Modes);
}

/** A buffer's size, whether tasks are used, or an option that says only how the file will be read. */
function isPlainOption(node: Ir): boolean {
  if (node.kind === 'literal') return true;
  if (node.kind === 'operation') return node.operands.every(isPlainOption);
  const key = keyOf(node);
  const option = memberOf('FileOptions', node);
  return option === null
    ? key !== null && !/\bFile(Options|Mode|Access|Share)\b/.test(key)
    : /^(None|Asynchronous|SequentialScan)$/.test(option);
}

/** The declaration of an end that opens it by its path for reading, or for replacing what is there. */
export function openedFor(
  end: Ir,
  { symbols }: Pick<FixRequest, 'symbols'>,
  effect: 'read' | 'write',
): Opened | null {
  const declared = end.kind === 'name' ? symbols.declarationOf(end.name) : null;
  const call = declared?.value;
  if (!declared || call?.kind !== 'call' || hasMark(call, 'initializer')) return null;
  if (isOfOwnNames(call, symbols)) return null;
  const isAssigned = symbols.assignments(keyOf(end)!).some(assign => !assign.declares);
  const modes = isAssigned ? null : modesOf(call);
  const [path] = call.args;
  if (!modes || !path || makesCalls(path) || !isPath(path)) return null;
  const caveats = effect === 'read' ? caveatsOfSource(modes) : caveatsOfSink(modes);
  const via = isFileClass(call) ? call.receiver : null;
  return caveats && { declared, path, via, isNew: modes.mode === 'CreateNew', caveats };
}

/** The opening, or the full name of what copies in its place, is not .NET's here. */
const isOfOwnNames = (call: Call, symbols: FixRequest['symbols']): boolean =>
  [call.name, 'System'].some(name => isOwn(name, symbols)) ||
  [...walk(call)].some(node => node.kind === 'name' && isOwn(node.name, symbols));

/** File.Copy and Socket.SendFile open the source for reading alone, and let others read it. */
function caveatsOfSource({ mode, access, share }: Modes): Message[] | null {
  if (mode !== 'Open' || !/^Read(Write)?$/.test(access) || !/^(Read|None)$/.test(share)) return null;
  return [
    access === 'ReadWrite' && message('caveat.csharp.read-only-source'),
    share === 'None' && message('caveat.csharp.shared-source'),
  ].filter(text => text !== false);
}

/** File.Copy opens the target without sharing: others can't open it meanwhile. */
function caveatsOfSink({ mode, access, share }: Modes): Message[] | null {
  if (!/^Create(New)?$/.test(mode) || access === 'Read' || !/^(Read|None)$/.test(share)) return null;
  return share === 'Read' ? [message('caveat.csharp.locked-target')] : [];
}

/** A number would be a descriptor's. */
const isPath = (node: Ir): boolean => node.kind !== 'literal' || typeof node.value === 'string';

const pathCalls =
  /^(Combine|Join|GetFileName|GetFileNameWithoutExtension|GetExtension|GetDirectoryName|ChangeExtension)$/;

/** The calls that a piece of code makes, but for those that only put a path together. */
const makesCalls = (node: Ir): boolean =>
  [...walk(node)].some(
    part => part.kind === 'assign' || (part.kind === 'call' && !pathCalls.test(part.name)),
  );
