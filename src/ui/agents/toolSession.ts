import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type ExtensionContext, l10n, workspace } from 'vscode';
import { serverCommand } from './serverCommand';

/** A job may run for an hour; the person cancels it. */
const patienceMs = 3_700_000;

/**
 * The tools by a process of their own, `iopath mcp`: nothing that takes time runs in the editor's. It is started anew where
 * the folders changed or it ended. The editor asked the person before each call, so the server need not.
 */
export class ToolSession {
  private client: Promise<Client> | null = null;
  private readonly watch = workspace.onDidChangeWorkspaceFolders(() => this.stop());

  constructor(private readonly context: ExtensionContext) {}

  /** The answer as text. Throws a problem with reason and remedy if there is none. */
  async call(name: string, input: object, signal: AbortSignal): Promise<string> {
    this.client ??= this.started();
    const client = await this.client.catch(error => {
      this.client = null;
      throw error;
    });
    const args = input as Record<string, unknown>;
    const options = { signal, timeout: patienceMs };
    const result = await client.callTool({ name, arguments: args }, undefined, options);
    const [first] = result.content as { type: 'text'; text: string }[];
    const text = first?.text ?? '';
    if (result.isError) throw new Error(text);
    return text;
  }

  dispose(): void {
    this.watch.dispose();
    this.stop();
  }

  private stop(): void {
    void this.client?.then(
      client => client.close(),
      () => undefined,
    );
    this.client = null;
  }

  private async started(): Promise<Client> {
    const server = serverCommand(this.context, ['--allow', 'profile,trace,prove']);
    if (!server) throw new Error(l10n.t('Open a folder on a disk first: tools read files of the workspace.'));
    const { command, args, env } = server;
    const client = new Client({ name: 'io-path-profiler', version: '1' });
    client.onclose = () => {
      this.client = null;
    };
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([, value]) => value !== undefined),
    );
    const all = { ...(inherited as Record<string, string>), ...env };
    await client.connect(new StdioClientTransport({ command, args, env: all, stderr: 'ignore' }));
    return client;
  }
}
