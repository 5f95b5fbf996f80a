import type { Difference, Part } from './comparing';
import type { Case, Fault } from './model';
import type { Divergence } from './validating';

/** A case as a divergence shows it; `failed`: the original reported a failure. */
type Shown = Case & Pick<Divergence, 'failed'>;

const faultIs =
  (...kinds: Fault['kind'][]) =>
  ({ fault }: Case): boolean =>
    kinds.includes(fault.kind);
const isFailure = ({ fault, failed }: Shown): boolean => failed || !/^(none|short|drip)$/.test(fault.kind);
const ofSink = ({ fault }: Case): boolean => fault.end === 'sink';
const ofSource = ({ fault, source }: Case): boolean => fault.end === 'source' || source === 'missing';

const bytes: Part[] = ['delivered', 'hash'];
/** What differs where one program goes on and the other does not. */
const course: Part[] = ['said', 'ending', 'promises', 'open', ...bytes];

/** What a program may differ in by what a caveat says, and in which cases, by words of the caveat. */
const excuses: { words: RegExp; parts: Part[]; covers: (one: Shown) => boolean }[] = [
  { words: /only happens once/, parts: course, covers: faultIs('EINTR', 'EAGAIN') },
  { words: /by SIGPIPE|raises SIGPIPE/, parts: course, covers: faultIs('ECONNRESET', 'EPIPE') },
  { words: /reported as a broken pipe/, parts: ['said'], covers: faultIs('ECONNRESET', 'EPIPE') },
  { words: /when a write is cut short|write that is cut short/, parts: course, covers: ofSink },
  { words: /after a failure the source may stand elsewhere/, parts: ['said'], covers: isFailure },
  { words: /after a failure, the counts and the positions/, parts: ['said'], covers: isFailure },
  { words: /after a failure the total/, parts: ['said'], covers: isFailure },
  { words: /another number of bytes/, parts: ['said', ...bytes], covers: isFailure },
  { words: /^a failed write (ends|is reported)/, parts: course, covers: ofSink },
  { words: /where the streams fail silently/, parts: course, covers: isFailure },
  { words: /leaves no target behind/, parts: ['said', 'mode', 'open', ...bytes], covers: isFailure },
  { words: /^a failure (may name|is raised)/, parts: ['said'], covers: isFailure },
  { words: /a failure of the target is thrown/, parts: ['said', 'open'], covers: ofSink },
  { words: /where one end fails/, parts: ['open', 'said', ...bytes], covers: isFailure },
  { words: /a failed read is handed on/, parts: course, covers: ofSource },
  { words: /an interrupted read/, parts: course, covers: faultIs('EINTR') },
  {
    words: /the (mode|permissions) of the source/,
    parts: ['mode'],
    covers: ({ source, sink }) => source !== 'socket' && /file|old/.test(sink),
  },
  { words: /by the size of the source/, parts: course, covers: ({ source }) => /fifo|proc/.test(source) },
  { words: /a file of \/proc/, parts: course, covers: ({ source }) => source === 'proc' },
  {
    words: /a named pipe/,
    parts: course,
    covers: ({ source, sink }) => source === 'fifo' || sink === 'fifo',
  },
  { words: /made only where the source can be opened/, parts: ['mode', ...bytes], covers: ofSource },
  { words: /full after fewer bytes/, parts: course, covers: ({ sink }) => sink === 'fifo' },
];

/** Whether caveats of the fix say all that differs in such a case. */
export function isNamed({ fixed, case: one, differences, failed }: Divergence): boolean {
  const shown = one && { ...one, failed };
  const names = (caveat: string, { part }: Difference): boolean =>
    shown !== null &&
    excuses.some(({ words, parts, covers }) => words.test(caveat) && parts.includes(part) && covers(shown));
  return one !== null && differences.every(each => fixed.caveats.some(caveat => names(caveat, each)));
}
