import type { FixRequest, Piece, Symbols } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { EndState } from '../../loops/summary';
import type { Assign, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
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
const streams = /^std::(net|os::unix::net|process|io)::\w+$/;
const traits = /^std::io::(Read|Write)$/;
const reference = String.raw`(?:&\s*(?:'\w+\s+)?(?:mut\s+)?)?`;
const path = String.raw`(?:\w+::)*`;
const bareType = new RegExp(
  `^${reference}(${path}(?:File|TcpStream|UnixStream|ChildStdout|ChildStderr|PipeReader))$`,
);
const bufferedType = new RegExp(`^${reference}(${path}Buf(?:Reader|Writer))<(${path}File)>$`);
const openType = new RegExp(
  `^${reference}(?:\\(?(?:impl|dyn)\\s+[^<>]*|[A-Z]\\d?|Box<\\s*dyn\\s+[^<>]*>|${path}Std(?:in|out|err)(?:Lock<.*>)?|${path}(?:BufReader|BufWriter|Take)<\\s*(?:[A-Z]\\d?|${path}File)\\s*>)$`,
);
/** Calls that give what they are called on, a part of it, or fail. */
const unwrapping = /^(unwrap|expect|take|by_ref|lock|as_mut)$/;

/** What an end is; null where io::copy may not take it, or would do something else with it. */
export function kindOf(state: EndState, end: Resolved, symbols: Symbols): Kind | null {
  const key = keyOf(state.node);
  if (!key || !/^(name|member)$/.test(state.node.kind) || end.type === appending) return null;
  if (state.node.wraps?.some(({ type }) => type === 'reference_expression')) return null;
  const declared = symbols.declarationOf(key);
  const type = (declared ? declared.type : symbols.typeOf(key))?.trim();
  const kind = type ? kindOfType(type, symbols) : kindOfMaking(key, symbols);
  // A field is found by its name alone: another type may have one of that name.
  return kind === 'bare' && state.node.kind === 'member' ? 'open' : kind;
}

function kindOfType(type: string, symbols: Symbols): Kind | null {
  const name = bareType.exec(type)?.[1];
  if (name) return isOfStd(name, symbols);
  const [, wrapper, inner] = bufferedType.exec(type) ?? [];
  if (wrapper && inner) return around(wrapper, isOfStd(inner, symbols), symbols);
  // A type that is a parameter of the function is none of the file's own.
  const last = type.replace(/^.*[\s&]/, '');
  const isDefined = symbols.bindings.some(({ module, local }) => module === 'self' && local === last);
  return openType.test(type) && !isDefined ? 'open' : null;
}

/** Whether a type's name is that of std; `open` where another file says so. */
function isOfStd(name: string, { bindings }: Symbols): Kind | null {
  if (!name.endsWith('File')) return originOf(name, bindings, streams) === 'std' ? 'bare' : null;
  const origin = originOf(name, bindings, files);
  return origin === 'std' ? 'bare' : origin === 'unseen' ? 'open' : null;
}

/** What the only value that a variable gets says of it. */
function kindOfMaking(key: string, symbols: Symbols): Kind | null {
  const declared = symbols.declarationOf(key);
  if (!declared?.value || symbols.assignments(key).some(({ declares }) => !declares)) return null;
  return kindOfValue(declared.value, symbols, [declared]);
}

/** Calls that open a file by options, or set one of them. */
const options = /^(open|read|write|create|create_new|truncate|mode)$/;

/** `seen`: the declarations that led here. */
function kindOfValue(value: Ir, symbols: Symbols, seen: Assign[]): Kind | null {
  if (value.kind === 'name') return kindOfName(value.name, symbols, seen);
  if (value.kind === 'member') return /^(stdout|stderr)$/.test(value.name) ? 'bare' : null;
  if (value.kind !== 'call' || value.creates) return null;
  const { receiver, args, name } = value;
  const on = keyOf(receiver) ?? '';
  if (receiver === null)
    return /^(Ok|Some)$/.test(name) && args[0] ? kindOfValue(args[0], symbols, seen) : null;
  if (/(^|\.)(File|OpenOptions|TcpStream|UnixStream)$/.test(on))
    return isOfStd(on.replaceAll('.', '::').replace(/OpenOptions$/, 'File'), symbols);
  if (/(^|\.)Buf(Reader|Writer)$/.test(on) && /^(new|with_capacity)$/.test(name))
    return around(on, kindOfValue(args[args.length - 1] ?? value, symbols, seen), symbols);
  if (/(^|\.)io$/.test(on) && /^(stdin|stdout|stderr)$/.test(name)) return 'open';
  const passes = unwrapping.test(name) || options.test(name);
  return passes ? kindOfValue(receiver, symbols, seen) : null;
}

/** io::copy takes what a BufReader holds, and goes on with what it is around. */
function around(wrapper: string, inner: Kind | null, { bindings }: Symbols): Kind | null {
  const origin = originOf(wrapper.replaceAll('.', '::'), bindings, /^std::io::Buf(Reader|Writer)$/);
  if (inner !== 'bare' || origin !== 'std') return origin === 'other' ? null : inner && 'open';
  return wrapper.endsWith('BufWriter') ? 'buffered' : 'bare';
}

function kindOfName(name: string, symbols: Symbols, seen: Assign[]): Kind | null {
  const declared = symbols.declarationOf(name);
  if (!declared || seen.includes(declared)) return null;
  if (declared.type) return kindOfType(declared.type.trim(), symbols);
  return declared.value && kindOfValue(declared.value, symbols, [...seen, declared]);
}

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

/** Whether a macro of the file has the name of one that buffers are made by. */
export const hasOwnMacros = ({ bindings }: Symbols): boolean =>
  bindings.some(({ module, local }) => module === 'self' && local === 'vec');

/** The end as an argument that is a mutable reference. Only a variable declared `mut` can be borrowed once more. */
export function borrowed({ node }: EndState, symbols: Symbols): Piece[] | null {
  if (node.kind === 'member') return ['&mut ', { node }];
  const declared = symbols.declarationOf(keyOf(node) ?? '');
  const target = declared?.targets.find(one => keyOf(one) === keyOf(node));
  if (!target) return null;
  const isMutable = target.wraps?.some(({ type }) => type === 'mutable_specifier');
  return isMutable ? ['&mut ', { node }] : [{ node }];
}

/** Bytes of std::io::copy's own buffer (std::io::DEFAULT_BUF_SIZE): a loop with a larger one makes fewer calls. */
const ownBuffer = 8192;

/** Whether std::io::copy is better with these ends: by a call of the kernel, or tidier with no more calls than before. */
export function isGain({ summary, source, sink }: FixRequest, bufferBytes: number | null): boolean {
  if ([...summary.reads, ...summary.writes].some(isAwaited) || sink.type === appending) return false;
  const isFile = (end: Resolved): boolean => end.end === 'file';
  const isOpen = (end: Resolved): boolean => end.end === 'unknown' || /^Std/.test(end.type ?? '');
  if (isOpen(source) || isOpen(sink)) return true;
  if (isFile(sink) && (isFile(source) || source.end === 'pipe')) return true;
  return source.end === 'socket' && bufferBytes !== null && bufferBytes <= ownBuffer;
}
