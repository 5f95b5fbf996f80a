// Lowers calls that construct a value: buffers, spans and objects.
import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { at } from '../../syntax/lowering';
import { bareType, buffer } from '../../syntax/loweringRules';

/** What C++ adds to the rules of C: constructors, casts, references to containers' bytes, streams' operators. */

export const parts = (node: Node): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && !part.isExtra);
export const numbers =
  /^(u?int(8|16|32|64|max|ptr)?(_t)?|s?size_t|off_t|loff_t|unsigned|long|short|char|streamsize|streamoff|qint64|DWORD)$/;
/** Views of some bytes by pointer and length. */
export const spans =
  /^(string_view|span|string|Slice|StringPiece|ByteRange|Bytes|as_bytes|buffer|(const|mutable)_buffers?(_1)?)$/;
const byteArrays =
  /^(char|signed char|unsigned char|u?int8_t|std::u?int8_t|std::byte|byte|BYTE|Byte|uchar|Bytef)$/;

/** `make_unique<char[]>(n)` and `make_shared<T>(…)` make what stands in the angle brackets. */
export function made(node: Node, callee: Node, args: Ir[]): Ir | null {
  const found = /\b(?:make_unique|make_shared|make_unique_for_overwrite|allocate_shared)\s*<([\s\S]*)>$/.exec(
    callee.text,
  );
  if (!found) return null;
  const type = found[1]!.trim();
  if (/\[\]$/.test(type)) return buffer(node, args[0] ?? null);
  return constructed(node, type, args);
}

/** A value of a type made of arguments: a buffer, a number, or an object. */
export function constructed(node: Node, type: string, args: Ir[]): Ir {
  const array = /\barray\s*<\s*([^,<>]+),\s*(.+)>$/.exec(type);
  if (array && byteArrays.test(array[1]!.trim())) return buffer(node, sizeText(node, array[2]!));
  if (/\b(vector|basic_string)\s*<[^<>]*>$|^(std::)?(w?string|vector)$|\bQByteArray$/.test(type.trim()))
    return buffer(node, args[0] ?? null);
  const bare = bareType(type);
  if ((numbers.test(bare) || /\*\s*$/.test(type)) && args.length <= 1)
    return args[0] ?? at(node, { kind: 'literal', value: 0 });
  if (/^unique_ptr$|^shared_ptr$/.test(bare) && isBuffer(args[0])) return args[0]!;
  return at(node, { kind: 'call', name: bare, receiver: null, args, creates: true });
}

const isBuffer = (node: Ir | undefined): boolean => node?.kind === 'call' && node.name === '#buffer';

/** The size in `std::array<char, 4 * 1024>`: products and shifts of numbers, or a name. */
function sizeText(node: Node, text: string): Ir | null {
  const plain = text.trim();
  const factors = plain.split('*').map(part => Number(part.trim().replace(/[uUlL']+/g, '')));
  if (factors.every(factor => Number.isFinite(factor)))
    return at(node, { kind: 'literal', value: factors.reduce((a, b) => a * b, 1) });
  const shift = /^(\d+)\s*<<\s*(\d+)$/.exec(plain.replace(/[()]/g, ''));
  if (shift) return at(node, { kind: 'literal', value: Number(shift[1]) * 2 ** Number(shift[2]) });
  return /^[\w:]+$/.test(plain) ? at(node, { kind: 'name', name: plain.split('::').pop()! }) : null;
}
