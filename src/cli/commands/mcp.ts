import { type Permission, permissions } from '../../agents/tools';
import { type Command, choiceOption, type ExitCode, noWords, parse, type Surroundings } from '../command';

const help = `Usage: iopath mcp [options]

Serves assistants over the Model Context Protocol on stdin and stdout: find_copy_loops, explain_path, profile_file,
trace_command and prove_server. Ends when stdin ends.

  --root FOLDER     paths of calls must be in this folder, links resolved (default the working folder); may be repeated
  --allow A,…       profile, trace, prove: runs these without a question. Without it the client asks the person
                    (elicitation); where it can't, the call says so and runs nothing

Exit: 0 stdin ended, 2 bad arguments.

Example, an entry of a client's configuration
  { "command": "iopath", "args": ["mcp", "--root", "/home/me/project"] }
`;

const options = {
  root: { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
} as const;

async function run(args: string[], { signal, texts }: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('mcp', args, options);
  noWords('mcp', positionals);
  const { Roots } = await import('../mcp/roots');
  const roots = Roots.of(values.root ?? ['.']);
  const allowed = allowedBy(values.allow ?? []);
  const { serve } = await import('../mcp/server');
  await serve({ roots, allowed, texts, signal });
  return 0;
}

const allowedBy = (values: readonly string[]): ReadonlySet<Permission> =>
  new Set(
    values.flatMap(value => value.split(',')).map(word => choiceOption('allow', word.trim(), permissions)),
  );

export const mcp: Command = {
  name: 'mcp',
  summary: 'serve assistants over the Model Context Protocol',
  help,
  run,
};
