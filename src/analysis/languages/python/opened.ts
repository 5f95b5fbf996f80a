import type { Assign, Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/** What is looked up of names: a part of Symbols and of Scope. */
interface Names {
  assignments(key: string): Assign[];
  typeOf(key: string): string | null;
}

/** `open(path, 'rb')`: the only value that a name has; null for any other. */
export function openedAs(key: string, names: Names): Call | null {
  const [only, ...others] = names.assignments(key);
  const call = only?.operator === '=' && others.length === 0 ? only.value : null;
  return call?.kind === 'call' && call.name === 'open' ? call : null;
}

/** The mode that an `open` is given as a text; null where it is none. */
export function modeOf({ receiver, args }: Call): string | null {
  const mode = args[receiver && keyOf(receiver) !== 'io' ? 0 : 1];
  return mode?.kind === 'literal' && typeof mode.value === 'string' ? mode.value : null;
}

/** Whether what a file is opened by is a path and no number of an open descriptor. */
function isPath(node: Ir | undefined, names: Names, depth = 0): boolean {
  if (!node || depth > 4) return false;
  if (node.kind === 'literal') return typeof node.value === 'string';
  if (node.kind === 'call')
    return /^(join|Path|PurePath|str|fspath|#format|abspath|realpath)$/.test(node.name);
  const key = keyOf(node);
  if (!key) return false;
  if (/^(str|Path|PathLike|os\.PathLike|pathlib\.Path)$/.test(names.typeOf(key) ?? '')) return true;
  const [only, ...others] = names.assignments(key);
  return others.length === 0 && only?.value ? isPath(only.value, names, depth + 1) : false;
}

/** What gives, or is called, the number of a descriptor. */
const numbers = /^(open|dup|dup2|pipe|memfd_create|mkstemp|fileno|detach|eventfd|pidfd_open|int)$/;
const numberNames = /(^|_)(fd|fds|fileno|descriptor)\d*$|Fd$/i;

/** Whether what a file is opened by may be an open descriptor's number: its place is then shared with others. */
export function mayBeDescriptor(node: Ir, names: Names, depth = 0): boolean {
  if (node.kind === 'literal') return typeof node.value === 'number';
  if (node.kind === 'call') return numbers.test(node.name);
  const key = keyOf(node);
  if (!key || depth > 4) return false;
  if (numberNames.test(key) || /\bint\b/.test(names.typeOf(key) ?? '')) return true;
  return names
    .assignments(key)
    .some(({ value }) => value !== null && mayBeDescriptor(value, names, depth + 1));
}

/** Whether a file stands at its beginning: opened by its path, in the same round, and used for nothing yet. */
export function isAtStart(key: string, uses: readonly Ir[], place: Ir, names: Names): boolean {
  const opened = openedAs(key, names);
  if (!opened || uses.some(use => use.start < place.start)) return false;
  const byMethod = opened.receiver !== null && keyOf(opened.receiver) !== 'io';
  if (!byMethod && !isPath(opened.args[0], names)) return false;
  const around = [...ancestors(place)].filter(up => up.kind === 'loop' || up.kind === 'function');
  return around.every(up => isWithin(opened, up) || up.parent === null);
}

/** Whether nothing that was written to a file can wait in its buffer: it is opened to be read alone. */
export const isReadOnly = (key: string, names: Names): boolean => {
  const opened = openedAs(key, names);
  return opened !== null && /^(rb|br)$/.test(modeOf(opened) ?? '');
};

/** The calls that a piece of code makes, but for those that only put a path together. */
export const makesCalls = (node: Ir): boolean =>
  [...walk(node)].some(
    part =>
      part.kind === 'call' &&
      !/^(join|Path|str|fspath|#format|with_suffix|#buffer|bytearray|memoryview)$/.test(part.name),
  );

/** `x.close()` */
export const closes = (node: Ir, key: string | null): boolean =>
  node.kind === 'call' && node.name === 'close' && key !== null && keyOf(node.receiver) === key;
