import type { Order } from '../model/job';
import type { FileRange } from '../model/runSpec';
import type { Input } from './files';
import { firstBytes, seed } from './plan';
import { seeded, shuffled } from './statistics';

export interface Cut {
  /** At most this much is kept, bytes. */
  mostBytes?: number | undefined;
  /** Files become pieces of so many bytes. */
  pieceBytes?: number | undefined;
  /** Order of the pieces. */
  order: Order;
}

/** The input as one case of a scenario moves it: its first bytes, cut into pieces that count as files of their own. */
export function cutInput(input: Input, { mostBytes, pieceBytes, order }: Cut): Input {
  if (mostBytes === undefined && pieceBytes === undefined) return input;
  const { files, inputBytes } = firstBytes(input.files, mostBytes ?? input.bytes);
  if (pieceBytes === undefined) return { ...input, files, bytes: inputBytes };
  const pieces = files.flatMap(file => piecesOf(file, pieceBytes));
  return { ...input, files: order === 'random' ? shuffled(pieces, seeded(seed)) : pieces, bytes: inputBytes };
}

function piecesOf({ path, offset, length }: FileRange, pieceBytes: number): FileRange[] {
  const bytes = length ?? 0;
  return Array.from({ length: Math.ceil(bytes / pieceBytes) }, (_, place) => ({
    path,
    offset: offset + place * pieceBytes,
    length: Math.min(pieceBytes, bytes - place * pieceBytes),
  }));
}
