import type { Symbols } from '../../fixes/plan';
import type { EndUses } from '../../fixes/privateEnds';
import { isReceiverOf } from '../../fixes/privateEnds';
import type { EndState } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';

/** What Go's code does with an end beside copying (os, net, io, bufio). */

const opened: Record<string, RegExp> = { os: /^(Open|OpenFile|Create|CreateTemp)$/, net: /^Dial\w*$/ };
const wrappers: Record<string, RegExp> = { bufio: /^New(Reader|Writer)(Size)?$/, io: /^LimitReader$/ };

function madeOf(value: Ir): 'opened' | Ir | null {
  if (value.kind !== 'call' || value.creates) return null;
  const on = keyOf(value.receiver) ?? '';
  if (opened[on]?.test(value.name))
    return value.name !== 'OpenFile' || hasPlainFlags(value) ? 'opened' : null;
  return wrappers[on]?.test(value.name) ? (value.args[0] ?? null) : null;
}

/** Flags that leave what each read and write does as it is. */
const plainFlag = /^os(\.O_(RDONLY|WRONLY|RDWR|APPEND|CREATE|TRUNC|EXCL))?$/;
const hasPlainFlags = ({ args: [, flags] }: Call): boolean =>
  flags !== undefined &&
  [...walk(flags)].every(part => part.kind === 'operation' || plainFlag.test(keyOf(part) ?? ''));

/** Whether an end is opened with flags of the system's own: direct reads want a buffer that lies as the disk wants it. */
export const isOpenedBySystem = ({ node }: EndState, { assignments }: Symbols): boolean =>
  assignments(keyOf(node) ?? '').some(
    ({ value }) =>
      value?.kind === 'call' &&
      value.name === 'OpenFile' &&
      [...walk(value)].some(part => /^(syscall|unix)$/.test(keyOf(part) ?? '')),
  );

const asks = isReceiverOf(
  /^(Close(Read|Write)?|Name|Sync|Chmod|Chown|Set\w*Deadline|SetNoDelay|SetKeepAlive|RemoteAddr|LocalAddr)$/,
);
const moves = isReceiverOf(
  /^(Seek|Stat|Truncate|Flush|Discard|Read|Read(At|Byte|Bytes|String)|Write(At|Byte|String)?)$/,
);

const isCompared = ({ parent }: Ir): boolean =>
  parent?.kind === 'operation' && /^[!=]=$/.test(parent.operator);

/** Functions that keep nothing of the end they are given. */
const borrowing: Record<string, RegExp> = {
  io: /^(ReadFull|ReadAtLeast|ReadAll|Copy|CopyN|CopyBuffer|WriteString)$/,
  binary: /^(Read|Write)$/,
  fmt: /^Fprint(f|ln)?$/,
};
const isLent = ({ parent }: Ir): boolean =>
  parent?.kind === 'call' && (borrowing[keyOf(parent.receiver) ?? '']?.test(parent.name) ?? false);

/** `os.Create(path)`, `os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0o644)` */
const empties = (opening: Ir): boolean =>
  opening.kind === 'call' &&
  (/^Create(Temp)?$/.test(opening.name) ||
    [...walk(opening)].some(part => /^os\.O_(TRUNC|EXCL)$/.test(keyOf(part) ?? '')));

export const goEndUses: EndUses = {
  madeOf,
  empties,
  isHarmless: use => asks(use) || isCompared(use),
  isBrief: use => moves(use) || isLent(use),
};
