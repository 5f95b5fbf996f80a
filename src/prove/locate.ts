import { ContentIndex, recognisable } from './contentIndex';

/** A run of the file's content within a stream: `length` bytes at `at` are the file's from `offset` on. */
export interface ContentRun {
  at: number;
  offset: number;
  length: number;
}

/**
 * Once in 256 times a byte of framing equals the file's next byte and would count as a copy of it. So the last bytes
 * before framing belong to no run; references among them are still recognised, because they change with the file.
 */
export const doubtful = 4;

export interface LocateOptions {
  /** The offset of the file that is expected first. */
  next?: number;
  /** Content whose complement counts as the same place: for bytes that may have been sent before or after a change. */
  complement?: Buffer;
}

/**
 * Finds the file's content in a stream of any protocol: headers and framing are between the runs. Content in pieces
 * shorter than 16 bytes is not found.
 */
export function locate(stream: Buffer, content: Buffer, options: LocateOptions = {}): ContentRun[] {
  const { next = 0, complement } = options;
  const forms = complement ? [content, complement] : [content];
  const runs: ContentRun[] = [];
  let place: Place | null = { at: 0, offset: next };
  while (place && place.at < stream.length) {
    place = ahead(stream, forms, place) ?? anywhere(stream, forms, place.at);
    if (!place) break;
    const { at, offset }: Place = place;
    const length = matching(stream, content, complement ?? null, place);
    const isWhole = at + length === stream.length || offset + length === content.length;
    const sure = isWhole ? length : length - doubtful;
    runs.push({ at, offset, length: sure });
    place = { at: at + length, offset: offset + length };
  }
  return runs;
}

interface Place {
  at: number;
  offset: number;
}

/** The nearest place of the stream from which the content goes on where it stopped. */
function ahead(stream: Buffer, forms: Buffer[], { at, offset }: Place): Place | null {
  const found = forms.map(form => {
    const window = form.subarray(offset, offset + recognisable);
    return window.length < recognisable ? -1 : stream.indexOf(window, at);
  });
  const places = found.filter(place => place >= 0);
  return places.length > 0 ? { at: Math.min(...places), offset } : null;
}

/** The first place with content of any offset. */
function anywhere(stream: Buffer, forms: Buffer[], from: number): Place | null {
  const indexes = forms.map(form => ContentIndex.of(form));
  for (let at = from; at + recognisable <= stream.length; at++) {
    for (const [which, index] of indexes.entries()) {
      const offset = index.find(stream, at);
      if (offset >= 0) return backwards(stream, forms[which]!, { at, offset }, from);
    }
  }
  return null;
}

function backwards(stream: Buffer, form: Buffer, { at, offset }: Place, from: number): Place {
  let back = 0;
  while (at - back > from && offset - back > 0 && stream[at - back - 1] === form[offset - back - 1]) back++;
  const sure = back === at - from || back === offset ? back : Math.max(0, back - doubtful);
  return { at: at - sure, offset: offset - sure };
}

/** Bytes that are compared at once: one by one, megabytes of a send queue took a tenth of the whole proof. */
const block = 4096;

/** Bytes of the stream that are the file's, or their complement, from that place on. */
function matching(stream: Buffer, content: Buffer, complement: Buffer | null, { at, offset }: Place): number {
  const most = Math.min(stream.length - at, content.length - offset);
  const forms = complement ? [content, complement] : [content];
  let length = 0;
  const isSame = (form: Buffer) =>
    form.compare(stream, at + length, at + length + block, offset + length, offset + length + block) === 0;
  while (length + block <= most && forms.some(isSame)) length += block;
  while (length < most) {
    const byte = stream[at + length];
    if (byte !== content[offset + length] && (!complement || byte !== complement[offset + length])) break;
    length++;
  }
  return length;
}

/** The part of the file that the runs came from; empty without runs. */
export function rangeOf(runs: readonly ContentRun[]): { offset: number; length: number } {
  if (runs.length === 0) return { offset: 0, length: 0 };
  const offset = Math.min(...runs.map(run => run.offset));
  const end = Math.max(...runs.map(run => run.offset + run.length));
  return { offset, length: end - offset };
}
