import { type Command, type ExitCode, noWords, parse, type Surroundings } from '../command';

const help = `Usage: iopath lsp

Serves an editor over the Language Server Protocol on stdin and stdout: diagnostics, code lenses, hovers and fixes of
copy loops. Safe fixes are edits; one with caveats shows them first. Rules and paths come from iopath.config.json.

  --stdio     accepted, because many editors add it

Exit: 0 after shutdown and exit, 1 where the editor went without, 2 bad arguments.

Example, Neovim
  vim.lsp.start({ name = 'iopath', cmd = { 'iopath', 'lsp' } })
`;

const options = { stdio: { type: 'boolean' } } as const;

async function run(args: string[], { signal, texts }: Surroundings): Promise<ExitCode> {
  const { positionals } = parse('lsp', args, options);
  noWords('lsp', positionals);
  const { serve } = await import('../lsp/server');
  await serve(texts, signal);
  // The library's timer that watches the editor's process would keep this process alive.
  process.exit(0);
}

export const lsp: Command = {
  name: 'lsp',
  summary: 'serve an editor over the Language Server Protocol',
  help,
  run,
};
