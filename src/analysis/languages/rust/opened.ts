import type { EndUses } from '../../fixes/privateEnds';
import { isReceiverOf } from '../../fixes/privateEnds';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';

/** What Rust's code does with an end beside copying (std::fs, std::io, std::net). */

const opened = /^(open|create|create_new|connect)$/;
const openers = /(^|\.)(File|OpenOptions|TcpStream|UnixStream)$/;
const passes = /^(unwrap|expect|take|by_ref)$/;

function madeOf(value: Ir): 'opened' | Ir | null {
  if (value.kind !== 'call' || value.creates || !value.receiver) return null;
  const { receiver, args, name } = value;
  const on = keyOf(receiver) ?? '';
  if (opened.test(name) && openers.test(on || rootOf(value))) return 'opened';
  if (/(^|\.)Buf(Reader|Writer)$/.test(on) && /^(new|with_capacity)$/.test(name)) return args.at(-1) ?? null;
  return passes.test(name) ? receiver : null;
}

/** What a chain of calls begins with: `OpenOptions` of `OpenOptions::new().write(true).open(path)`. */
function rootOf({ receiver }: Call): string {
  return receiver?.kind === 'call' ? rootOf(receiver) : (keyOf(receiver) ?? '');
}

const asks = isReceiverOf(
  /^(sync_all|sync_data|set_permissions|set_times|set_modified|shutdown|set_nodelay|peer_addr|local_addr)$/,
);
const moves = isReceiverOf(
  /^(metadata|seek|rewind|stream_position|stream_len|set_len|flush|lock|unlock|read\w*|write\w*)$/,
);

/** An argument of a function that keeps nothing of it. */
const isArgumentOf =
  (name: string, on: RegExp) =>
  ({ parent }: Ir): boolean =>
    parent?.kind === 'call' && parent.name === name && on.test(keyOf(parent.receiver) ?? '');
const isDropped = isArgumentOf('drop', /^$|(^|\.)mem$/);
const isCopied = isArgumentOf('copy', /(^|\.)io$/);

/** `File::create(path)`, `OpenOptions::new().write(true).truncate(true).open(path)` */
const empties = (opening: Ir): boolean =>
  opening.kind === 'call' &&
  (/^create(_new)?$/.test(opening.name) ||
    [...walk(opening)].some(part => part.kind === 'call' && /^(truncate|create_new)$/.test(part.name)));

export const rustEndUses: EndUses = {
  madeOf,
  empties,
  isHarmless: use => asks(use) || isDropped(use),
  isBrief: use => moves(use) || isCopied(use),
};
