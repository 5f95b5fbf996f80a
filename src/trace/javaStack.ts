// Selects the frame to show of a stack in a thread dump of a Java virtual machine.
import type { TraceLocation } from '../model/trace';

/** A call in code that is not the JDK's. */
export interface JavaFrame {
  /** Where the source is below its root, by the package: `com/acme/Copy.java`. */
  source: string;
  line: number;
  /** With package and class. */
  function: string;
}

/**
 * `	at com.acme.Copy.relay(app@1.0/Copy.java:10)`: the module and its version only where the class is in a named one
 * (java.lang.StackTraceElement). Native methods and classes made at run time have no line.
 */
const frame = /^\tat (\S+)\.([^\s.(]+)\((?:[^()/]*\/)?([^()/:]+):(\d+)\)$/gm;

const ofTheJdk = /^(java|javax|jdk|sun|com\.sun)\./;

/** The frames of a stack that are not the JDK's, innermost first. */
export function javaFrames(stack: string): JavaFrame[] {
  return [...stack.matchAll(frame)]
    .filter(([, className = '']) => !ofTheJdk.test(className))
    .map(([, className = '', method, file, line]) => ({
      source: [...className.split('.').slice(0, -1), file].join('/'),
      line: Number(line),
      function: `${className}.${method}`,
    }));
}

/**
 * The innermost frame whose source is in `paths`, which has its path by its place below the source root; where none is, the
 * innermost frame, with that place for a path. Null where all frames are the JDK's.
 */
export function javaLocation(
  frames: readonly JavaFrame[],
  paths: ReadonlyMap<string, string>,
): TraceLocation | null {
  const first = frames.find(({ source }) => paths.has(source)) ?? frames[0];
  if (!first) return null;
  return { file: paths.get(first.source) ?? first.source, line: first.line, function: first.function };
}
