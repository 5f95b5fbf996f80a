// `npm run transcripts`: what `iopath mcp` and `iopath lsp` and a real client of each say to each other, in
// out/transcripts/mcp.jsonl and lsp.jsonl, one message a line. The clients are the SDK's own and Neovim; they work on a copy
// of the example workspace.
import './lib/root.mjs';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { main, say, UserError } from './lib/say.mjs';
import { buildModule } from './lib/testBuild.mjs';
import { findTool } from './lib/toolchains.mjs';

const out = resolve('out', 'transcripts');

const recorded = (framing, file, ...words) => [
  process.execPath,
  resolve('scripts', 'lib', 'recordProtocol.mjs'),
  framing,
  join(out, file),
  process.execPath,
  resolve('dist', 'cli.js'),
  ...words,
];

/** Calls of an assistant; the user allows the run of one command and nothing else. */
const calls = [
  ['find_copy_loops', { paths: ['file_server.py', 'backup.py'] }],
  ['explain_path', { path: 'file_server.py', line: 10 }],
  ['find_copy_loops', { paths: ['../..'] }],
  ['trace_command', { command: ['cp', 'file_server.c', 'copy.c'] }],
  ['profile_file', { path: 'file_server.c' }],
];

async function talkOverMcp(cwd) {
  const client = new Client({ name: 'transcript', version: '1' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) =>
    params.message.startsWith('Runs cp ')
      ? { action: 'accept', content: { run: true } }
      : { action: 'decline' },
  );
  const [command, ...args] = recorded('lines', 'mcp.jsonl', 'mcp');
  await client.connect(new StdioClientTransport({ command, args, cwd }));
  await client.listTools();
  for (const [name, input] of calls) await client.callTool({ name, arguments: input });
  await client.close();
}

async function talkOverLsp(cwd) {
  const neovim = findTool('nvim');
  if ('why' in neovim)
    throw new UserError({
      what: 'No transcript of the language server.',
      why: neovim.why,
      remedy: 'install Neovim 0.7 or newer',
    });
  const { neovimSession } = createRequire(import.meta.url)(resolve(await buildModule('test/cli/neovim.ts')));
  const server = recorded('headers', 'lsp.jsonl', 'lsp');
  neovimSession(neovim.path, { file: join(cwd, 'backup.py'), cwd, server, out: join(cwd, 'session.json') });
}

await main(async () => {
  mkdirSync(out, { recursive: true });
  const place = mkdtempSync(join(tmpdir(), 'iopath-transcripts-'));
  try {
    cpSync(join('examples', 'workspace'), place, { recursive: true });
    await talkOverMcp(place);
    await talkOverLsp(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  for (const file of ['mcp.jsonl', 'lsp.jsonl'].map(name => join(out, name))) {
    say(`${readFileSync(file, 'utf8').trimEnd().split('\n').length} messages`);
    console.log(file);
  }
});
