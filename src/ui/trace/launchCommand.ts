// A launch configuration as the command line that its debugger would start.

/** A program to start: words, folder and variables that are added to the environment. */
export interface StartedCommand {
  /** What a person sees of it. */
  title: string;
  command: string[];
  /** Null leaves it to the terminal. */
  cwd: string | null;
  env: Record<string, string>;
}

/** The value of `${NAME}`, or null where it is only known while debugging (`command:`, `input:`). */
export type Variables = (name: string) => string | null;

type Configuration = Record<string, unknown>;
type Words = (configuration: Configuration) => unknown[] | null;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const program: Words = ({ program, args }) => (program ? [program, ...list(args)] : null);
const node: Words = ({ runtimeExecutable, runtimeArgs, program, args }) =>
  program ? [runtimeExecutable ?? 'node', ...list(runtimeArgs), program, ...list(args)] : null;
const python: Words = ({ python: interpreter, program, module, args }) => {
  const what = program ? [program] : module ? ['-m', module] : null;
  return what && [first(interpreter) ?? 'python3', ...what, ...list(args)];
};
const go: Words = ({ program, mode, args }) => {
  if (!program) return null;
  if (mode === 'exec') return [program, ...list(args)];
  return mode === undefined || mode === 'auto' || mode === 'debug'
    ? ['go', 'run', program, ...list(args)]
    : null;
};

/** By the debugger that a configuration names; a class path, which Java's needs, is known to its debugger alone. */
const byType: Record<string, Words> = {
  node,
  'pwa-node': node,
  python,
  debugpy: python,
  go,
  cppdbg: program,
  lldb: program,
  'lldb-dap': program,
  gdb: program,
};

/** The text with its variables replaced; null where one of them is not known. */
export function resolveVariables(text: string, variables: Variables): string | null {
  let known = true;
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = variables(name);
    known &&= value !== null;
    return value ?? '';
  });
  return known ? resolved : null;
}

/** Null where the configuration attaches, its debugger is unknown, or a part is only known while debugging. */
export function launchCommand(configuration: Configuration, variables: Variables): StartedCommand | null {
  const { type, request, name, cwd, env, args } = configuration;
  const words = request === 'launch' ? byType[String(type)]?.(configuration) : null;
  // One string of arguments is split by each debugger in its own way.
  if (!words || typeof args === 'string') return null;
  const command = words.map(word => (typeof word === 'string' ? resolveVariables(word, variables) : null));
  const folder = typeof cwd === 'string' ? resolveVariables(cwd, variables) : null;
  const values = Object.entries((env ?? {}) as Record<string, unknown>).map(
    ([key, value]) => [key, typeof value === 'string' ? resolveVariables(value, variables) : null] as const,
  );
  if (command.includes(null) || (cwd && folder === null) || values.some(([, value]) => value === null))
    return null;
  return {
    title: String(name),
    command: command as string[],
    cwd: folder,
    env: Object.fromEntries(values) as Record<string, string>,
  };
}

/** A line that a person typed: the shell reads it, with its quotes and pipes. */
export const typedCommand = (line: string): StartedCommand => ({
  title: line,
  command: ['/bin/sh', '-c', line],
  cwd: null,
  env: {},
});
