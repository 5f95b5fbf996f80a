import { fileURLToPath } from 'node:url';
import type { TraceLocation } from '../model/trace';

/** Python's library and installed packages: a loop there is not the program's. */
const ofTheLibrary = /\/(lib|lib64)\/(python|pypy)[\d.]+\/|\/site-packages\/|^<frozen /;

/**
 * The innermost line of the program's own in a stack as faulthandler writes it, most recent call first: `File "PATH", line 9 in
 * NAME`. The innermost of the library's where there is no other.
 */
export function pythonLocation(stack: string): TraceLocation | null {
  const frames = [...stack.matchAll(/^ {2}File "(.*)", line (\d+) in (.*)$/gm)].map(
    ([, file = '', line, name = '']) => ({
      file: decoded(file),
      line: Number(line),
      function: decoded(name),
    }),
  );
  return frames.find(({ file }) => !ofTheLibrary.test(file)) ?? frames[0] ?? null;
}

/**
 * Text as it was before faulthandler wrote it in ASCII: `\xfc` for U+00FC (CPython 3.11, Python/traceback.c,
 * _Py_DumpASCII). A backslash of the text's own is written as it is, and taken for such a sign where it looks like one.
 */
const decoded = (text: string): string =>
  text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))/g, (sign, ...codes: string[]) => {
    const code = Number.parseInt(codes.slice(0, 3).find(Boolean) ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : sign;
  });

/** Packages of the program: a loop in a package is attributed to the program's line that calls it. */
const ofAPackage = /\/node_modules\//;

/** `    at NAME (FILE:LINE:COLUMN)` or `    at FILE:LINE:COLUMN` (V8's stack trace API). */
const frame = /^ *at (?:(.*?) \()?((?:file:\/\/)?\/.*?):(\d+):\d+\)?$/gm;

/** The innermost line of the program's own in a stack as V8 writes it, most recent call first; of a package's where there is no other. */
export function nodeLocation(stack: string): TraceLocation | null {
  const frames = [...stack.matchAll(frame)].map(([, name, file = '', line]) => ({
    file: file.startsWith('file://') ? fileURLToPath(file) : file,
    line: Number(line),
    function: functionOf(name),
  }));
  return frames.find(({ file }) => !ofAPackage.test(file)) ?? frames[0] ?? null;
}

/** `async Object.file [as run]` → `Object.file`; null for code outside of functions. */
function functionOf(name: string | undefined): string | null {
  const plain = name?.replace(/^(async|new) /, '').replace(/ \[as .*\]$/, '');
  return plain && plain !== 'Object.<anonymous>' ? plain : null;
}
