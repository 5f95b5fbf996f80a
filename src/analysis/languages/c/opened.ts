import type { Symbols } from '../../fixes/plan';
import type { EndState } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';

type Names = Pick<Symbols, 'assignments' | 'isShared'>;

/** The call that a descriptor of the function's own is opened by, where nothing else is ever assigned to it; else null. */
export function openingOf({ node }: EndState, { assignments, isShared }: Names): Call | null {
  const isOwn = node.kind === 'name' && !isShared(node.name);
  const given = isOwn ? assignments(node.name).filter(({ value }) => value !== null) : [];
  const [only, ...others] = given;
  const call = only?.operator === '=' && others.length === 0 ? only.value : null;
  return call?.kind === 'call' && /^(open|open64|openat|creat)$/.test(call.name) && !call.receiver
    ? call
    : null;
}

/** Flags that leave a file what read(2) and write(2) expect: no appending, no waiting for the disk, no direct I/O. */
const plainFlags =
  /^(O_(RDONLY|WRONLY|RDWR|CREAT|TRUNC|EXCL|CLOEXEC|NOFOLLOW|NOCTTY|LARGEFILE)|S_I[RWX]?\w+)$/;

/** Whether a descriptor is opened in this function, by a path, with flags that all stand there. */
export function isOpenedHere(end: EndState, names: Names): boolean {
  const call = openingOf(end, names);
  if (!call) return false;
  if (call.name === 'creat') return true;
  const flags = call.args[call.name === 'openat' ? 2 : 1];
  return (
    flags !== undefined && [...walk(flags)].every(part => part.kind === 'operation' || isPlainFlag(part))
  );
}

const isPlainFlag = (part: Ir): boolean =>
  (part.kind === 'name' && plainFlags.test(part.name)) || (part.kind === 'literal' && part.value === 0);

/** Calls that ask about a descriptor, or end its life, and depend on nothing that the copy left behind. */
const harmless = /^(close|posix_fadvise|readahead|fsync|fdatasync|fchmod|fchown|futimens|perror|isatty)$/;

/** Whether the function does nothing with a descriptor but open, test, copy and close it. */
export const isUsedForCopyAlone = ({ uses }: EndState, loop: Ir): boolean =>
  uses.every(({ parent }) => {
    // How long a file is when the copy failed, tells how far it came.
    if (parent?.kind === 'call' && /^fstat(64)?$/.test(parent.name)) return parent.end <= loop.start;
    if (parent?.kind === 'call') return harmless.test(parent.name);
    if (parent?.kind === 'operation') return /^(<|>|<=|>=|==|!=|!|&&|\|\||-)$/.test(parent.operator);
    return parent?.kind === 'if';
  });
