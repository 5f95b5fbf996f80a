import { fileURLToPath } from 'node:url';
import type { TraceLocation } from '../model/trace';

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
