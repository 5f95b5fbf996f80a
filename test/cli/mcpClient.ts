import { after } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { patienceMs } from '../until';
import { cli } from './iopath';

/** The SDK gives up on an answer after 60 s by itself; on a busy machine a measurement may take longer. */
export const patient = { timeout: patienceMs } as const;

export interface Session {
  client: Client;
  /** Questions that the server asked the user. */
  asked: string[];
  /** Calls a tool. `text` is what a model reads; `found` the structured answer, null of a refusal. */
  call(name: string, args: object): Promise<{ text: string; refused: boolean; found: Answer | null }>;
}
// biome-ignore lint/suspicious/noExplicitAny: answers of five shapes, each looked at by its test
export type Answer = any;

/** A real `iopath mcp` and the SDK's own client. `person` answers questions; without it the client can't ask. */
export async function mcpSession(
  args: string[],
  { cwd, person }: { cwd: string; person?: () => ElicitResult },
): Promise<Session> {
  const asked: string[] = [];
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: person ? { elicitation: {} } : {} },
  );
  if (person)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return person();
    });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'mcp', ...args],
    cwd,
    stderr: 'ignore',
  });
  await client.connect(transport, patient);
  after(() => client.close());
  // The client checks structured answers against the schemas it has listed.
  await client.listTools(undefined, patient);
  return {
    client,
    asked,
    async call(name, args) {
      const request = { name, arguments: args as Record<string, unknown> };
      const result = await client.callTool(request, undefined, patient);
      const [first] = result.content as { type: 'text'; text: string }[];
      return {
        text: first?.text ?? '',
        refused: result.isError === true,
        found: (result.structuredContent as Answer) ?? null,
      };
    },
  };
}
