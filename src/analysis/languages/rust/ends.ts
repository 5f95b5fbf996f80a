import type { FixRequest, Piece, Symbols } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { EndState } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { originOf } from './imports';

/** What a file opened for appending is called: neither copy_file_range nor sendfile takes it. */
export const appending = 'File for appending';

export const isAwaited = ({ wraps }: Ir): boolean =>
  wraps?.some(({ type }) => type === 'await_expression') ?? false;

/**
 * How an end is known to io::copy. `bare`: a type of std that does just what its descriptor does. `buffered`: a
 * BufWriter around one, which keeps failures until it is flushed. `open`: decided where the program runs.
 */
export type Kind = 'bare' | 'buffered' | 'open';

const files = /^std::fs::(File|OpenOptions)$/;
const traits = /^std::io::(Read|Write)$/;
const reference = String.raw`(?:&\s*(?:'\w+\s+)?(?:mut\s+)?)?`;
const path = String.raw`(?:\w+::)*`;
const bareType = new RegExp(`^${reference}(${path}(?:File|ChildStdout|ChildStderr|PipeReader))$`);
const bufferedType = new RegExp(`^${reference}${path}(Buf(?:Reader|Writer))<(${path}File)>$`);
const openType = new RegExp(
  `^${reference}(?:\\(?(?:impl|dyn)\\s+[^<>]*|[A-Z]\\d?|Box<\\s*dyn\\s+[^<>]*>|${path}Std(?:in|out|err)(?:Lock<.*>)?|${path}(?:BufReader|BufWriter|Take)<\\s*(?:[A-Z]\\d?|${path}File)\\s*>)$`,
);
/** Calls that give what they are called on, or fail. */
const unwrapping = /^(unwrap|expect|Ok|Some)$/;

/** What an end is; null where io::copy may not take it, or would do something else with it. */
export function kindOf(state: EndState, end: Resolved, symbols: Symbols): Kind | null {
  const key = keyOf(state.node);
  if (!key || !/^(name|member)$/.test(state.node.kind) || end.type === appending) return null;
  if (state.node.wraps?.some(({ type }) => type === 'reference_expression')) return null;
  const declared = symbols.declarationOf(key);
  const type = (declared ? declared.type : symbols.typeOf(key))?.trim();
  const kind = type ? kindOfType(type, symbols) : kindOfMaking(key, end, symbols);
  // A field is found by its name alone: another type may have one of that name.
  return kind === 'bare' && state.node.kind === 'member' ? 'open' : kind;
}

function kindOfType(type: string, symbols: Symbols): Kind | null {
  const name = bareType.exec(type)?.[1];
  if (name) return isOfStd(name, symbols);
  const [, wrapper, inner] = bufferedType.exec(type) ?? [];
  if (wrapper && inner) return isOfStd(inner, symbols) && (wrapper === 'BufWriter' ? 'buffered' : 'open');
  return openType.test(type) ? 'open' : null;
}

/** Whether a type's name is that of std; `open` where another file says so. */
function isOfStd(name: string, { bindings }: Symbols): Kind | null {
  if (!name.endsWith('File'))
    return originOf(name, bindings, /^std::(process|io)::\w+$/) === 'std' ? 'bare' : null;
  const origin = originOf(name, bindings, files);
  return origin === 'std' ? 'bare' : origin === 'unseen' ? 'open' : null;
}

/** What the only value that a variable gets says of it. */
function kindOfMaking(key: string, end: Resolved, symbols: Symbols): Kind | null {
  const value = symbols.declarationOf(key)?.value;
  if (!value || symbols.assignments(key).some(({ declares }) => !declares)) return null;
  const around = wrapperIn(value);
  const rest = end.wrappers.filter(
    name => !unwrapping.test(name) && !(around && /^(new|with_capacity)$/.test(name)),
  );
  if (end.type === 'File' && rest.every(name => name === 'take')) {
    const known = pathsIn(value).map(name => isOfStd(name, symbols));
    if (known.includes(null)) return null;
    if (around === 'BufWriter') return 'buffered';
    return around || known.includes('open') ? 'open' : 'bare';
  }
  if (end.type === 'Child') return rest.every(name => /^take$/.test(name)) ? 'bare' : null;
  return end.type === 'Stdout' && rest.every(name => name === 'lock') ? 'open' : null;
}

const wrapperIn = (value: Ir): string | null =>
  value.kind === 'call' && value.receiver
    ? (/(?:^|\.)(Buf(?:Reader|Writer))$/.exec(keyOf(value.receiver) ?? '')?.[1] ?? null)
    : null;

/** The types of files whose functions a value is made by: `fs::File` of `fs::File::open(path)?`. */
const pathsIn = (value: Ir): string[] =>
  [...walk(value)].flatMap(node => {
    const named = node.kind === 'call' && keyOf(node.receiver);
    return named && /(^|\.)(File|OpenOptions)$/.test(named)
      ? [named.replaceAll('.', '::').replace(/OpenOptions$/, 'File')]
      : [];
  });

/** Whether the methods that the loop calls are those of std's traits. */
export function traitsAre({ symbols }: FixRequest): 'std' | 'other' | 'unseen' {
  const found = ['Read', 'Write'].map(name => {
    const renamed = symbols.bindings.some(
      one => one.local === '_' && one.module === 'std::io' && one.name === name,
    );
    const origin = originOf(name, symbols.bindings, traits);
    return origin === 'unseen' && renamed ? 'std' : origin;
  });
  if (found.includes('other')) return 'other';
  return found.includes('unseen') ? 'unseen' : 'std';
}

/** The end as an argument that is a mutable reference. Only a variable declared `mut` can be borrowed once more. */
export function borrowed({ node }: EndState, symbols: Symbols): Piece[] | null {
  if (node.kind === 'member') return ['&mut ', { node }];
  const declared = symbols.declarationOf(keyOf(node) ?? '');
  const target = declared?.targets.find(one => keyOf(one) === keyOf(node));
  if (!target) return null;
  const isMutable = target.wraps?.some(({ type }) => type === 'mutable_specifier');
  return isMutable ? ['&mut ', { node }] : [{ node }];
}

/** What std::io::copy gains with these ends: nothing where it has no call of the kernel for them. */
export function isGain(source: Resolved, sink: Resolved, moves: readonly Ir[]): boolean {
  if (moves.some(isAwaited) || sink.type === appending) return false;
  const isFile = (end: Resolved): boolean => end.end === 'file';
  const isOpen = (end: Resolved): boolean => end.end === 'unknown' || /^Std/.test(end.type ?? '');
  if (isOpen(source) || isOpen(sink)) return true;
  return isFile(sink) && (isFile(source) || source.end === 'pipe');
}
