import type { EndUses } from '../../fixes/privateEnds';
import { isReceiverOf } from '../../fixes/privateEnds';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** What Go's code does with an end beside copying (os, net, io, bufio). */

const opened: Record<string, RegExp> = { os: /^(Open|OpenFile|Create|CreateTemp)$/, net: /^Dial\w*$/ };
const wrappers: Record<string, RegExp> = { bufio: /^New(Reader|Writer)(Size)?$/, io: /^LimitReader$/ };

function madeOf(value: Ir): 'opened' | Ir | null {
  if (value.kind !== 'call' || value.creates) return null;
  const on = keyOf(value.receiver) ?? '';
  if (opened[on]?.test(value.name)) return 'opened';
  return wrappers[on]?.test(value.name) ? (value.args[0] ?? null) : null;
}

const asks = isReceiverOf(
  /^(Close(Read|Write)?|Stat|Name|Sync|Chmod|Chown|Set\w*Deadline|SetNoDelay|SetKeepAlive|RemoteAddr|LocalAddr)$/,
);
const moves = isReceiverOf(
  /^(Seek|Truncate|Flush|Discard|Read|Read(At|Byte|Bytes|String)|Write(At|Byte|String)?)$/,
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

export const goEndUses: EndUses = {
  madeOf,
  isHarmless: use => asks(use) || isCompared(use),
  isBrief: use => moves(use) || isLent(use),
};
