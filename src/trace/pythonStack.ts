import type { TraceLocation } from '../model/trace';

/** Python's library, and what is installed beside it: the loop there is not the program's. */
const ofTheLibrary = /\/(lib|lib64)\/(python|pypy)[\d.]+\/|\/site-packages\/|^<frozen /;

/**
 * The innermost line of the program's own in a stack as faulthandler writes it, most recent call first: `File "PATH", line 9 in
 * NAME`. The innermost of the library's where there is no other.
 */
export function pythonLocation(stack: string): TraceLocation | null {
  const frames = [...stack.matchAll(/^ {2}File "(.*)", line (\d+) in (.*)$/gm)].map(
    ([, file = '', line, name = '']) => ({ file, line: Number(line), function: name }),
  );
  return frames.find(({ file }) => !ofTheLibrary.test(file)) ?? frames[0] ?? null;
}
