// Selects the frame of a stack to show: the line of the program that made the call.
import type { TraceLocation } from '../model/trace';
import type { SymbolLine } from '../worker/symbols';

/** An address in a program or a shared object, and what is known of it; of inlined functions the innermost first. */
export interface ResolvedFrame {
  module: string;
  lines: SymbolLine[];
}

/** The C library and the loader: their frames only pass a call on. */
const passesOn = /\/(libc|libpthread|ld-linux[^/]*|ld-musl[^/]*|libc\.musl[^/]*|libstdc\+\+|vdso)[.-][^/]*$/;

/** Sources of the languages' own libraries: no loop of the program is there. */
const ofALibrary =
  /^\/rustc\/|\/rustlib\/src\/|\/go\/src\/|\/golang\/|^\/usr\/include\/|\/site-packages\/|\/sysdeps\//;

/**
 * The innermost frame whose source is the program's own and is on this machine; else the innermost function outside of the C library,
 * named with its file; null where not even that is known.
 */
export function locationOf(
  frames: readonly ResolvedFrame[],
  isHere: (file: string) => boolean,
): TraceLocation | null {
  const own = frames.filter(({ module }) => !passesOn.test(module));
  for (const { lines } of own)
    for (const { file, line, function: name } of lines)
      if (file !== null && line !== null && !ofALibrary.test(file) && isHere(file))
        return { file, line, function: name };
  for (const { module, lines } of own) {
    // The outermost of the inlined ones is the function that the module really has.
    const name = lines.at(-1)?.function;
    if (name && !isOfGoRuntime(name) && !isOfStandardLibrary(name))
      return { file: module, line: null, function: name };
  }
  return null;
}

/** Go's functions are named by package: those of its library hand on to each other. */
const isOfGoRuntime = (name: string) =>
  /^(internal\/|runtime\.|syscall\.|os\.|io\.|net\.|bufio\.|net\/http\.|vendor\/)/.test(name);

/**
 * Functions of Rust's and C++'s own libraries. Rust's linker gives equal functions one address (TcpStream's write and
 * UdpSocket's send in Rust 1.95), so that such a name may be another function's.
 */
const isOfStandardLibrary = (name: string) => /^<?(std|core|alloc)::/.test(name);
