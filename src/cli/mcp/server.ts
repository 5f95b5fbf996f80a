// The Model Context Protocol over stdin and stdout, by its official SDK. Loaded by `iopath mcp` alone.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool as ProtocolTool,
} from '@modelcontextprotocol/sdk/types.js';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { version } from '../../../package.json';
import type { ToolName } from '../../agents/toolNames';
import { type Permission, type Tool, tools } from '../../agents/tools';
import { message } from '../../messages/message';
import { type Texts, textsIn } from '../../messages/texts';
import { Problem } from '../../model/problem';
import { type CallContext, calls } from './calls';
import { type AskPerson, demandConsent } from './consent';
import type { Roots } from './roots';

export interface ServerOptions {
  roots: Roots;
  /** What may run without a question. */
  allowed: ReadonlySet<Permission>;
  /** In the person's language; assistants are answered in English. */
  texts: Texts;
  /** Ends the server and what it runs. */
  signal: AbortSignal;
}

/** How long a person may think about a question, milliseconds. */
const askPatienceMs = 10 * 60 * 1000;

/** Serves until stdin ends or the signal aborts. */
export async function serve({ roots, allowed, texts, signal }: ServerOptions): Promise<void> {
  const server = new Server(
    { name: 'iopath', title: 'I/O Path Profiler', version },
    { capabilities: { tools: {} }, instructions },
  );
  const closing = new AbortController();
  const alone = queue();
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: Object.values(tools).map(described) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = toolNamed(params.name);
    const signals = AbortSignal.any([extra.signal, closing.signal]);
    const token = params._meta?.progressToken;
    const context: CallContext = {
      roots,
      signal: signals,
      consent: intent => demandConsent(intent, { allowed, ask: askOf(server, texts), signal: signals }),
      progress: wholePercents((progress, label) => {
        if (token === undefined) return;
        const params = { progressToken: token, progress, total: 100, message: label };
        void extra.sendNotification({ method: 'notifications/progress', params }).catch(() => {});
      }),
    };
    const work = () => answer(tool, params.arguments ?? {}, context);
    // Two jobs at once would disturb each other's measurements.
    return tool.permission === null ? work() : alone(work);
  });
  const ended = new Promise<void>(resolve => {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    server.onclose = () => resolve();
  });
  await server.connect(new StdioServerTransport());
  await ended;
  closing.abort();
  await alone(async () => {});
  await server.close();
}

const instructions =
  'I/O Path Profiler: what moving bytes costs (copies, mode switches, context switches). Start with find_copy_loops; explain_path tells one loop; profile_file, trace_command and prove_server show it on this machine and need a yes of the person.';

function described({ name, title, description, input, answer, permission }: Tool): ProtocolTool {
  return {
    name,
    title,
    description,
    inputSchema: toJsonSchema(input) as ProtocolTool['inputSchema'],
    outputSchema: toJsonSchema(answer as v.GenericSchema, { errorMode: 'ignore' }) as NonNullable<
      ProtocolTool['outputSchema']
    >,
    annotations: {
      title,
      readOnlyHint: permission === null,
      destructiveHint: permission === 'trace',
      openWorldHint: permission === 'trace',
    },
  };
}

function toolNamed(name: string): Tool {
  if (Object.hasOwn(tools, name)) return tools[name as ToolName];
  throw new McpError(
    ErrorCode.InvalidParams,
    `There is no tool '${name}'. The tools are: ${Object.keys(tools).join(', ')}.`,
  );
}

/** The result of a call; a Problem is also an answer, for the model to act on. */
async function answer(tool: Tool, args: unknown, context: CallContext): Promise<CallToolResult> {
  try {
    const given = checked(tool, args);
    const found = await (calls[tool.name] as (input: unknown, context: CallContext) => Promise<object>)(
      given,
      context,
    );
    return {
      content: [{ type: 'text', text: JSON.stringify(found) }],
      structuredContent: found as Record<string, unknown>,
    };
  } catch (error) {
    const [what, why, remedy] = partsOf(problemOf(error, context.signal)).map(say);
    return { isError: true, content: [{ type: 'text', text: `${what}\nwhy: ${why}\ndo: ${remedy}` }] };
  }
}

function checked({ name, input }: Tool, args: unknown): unknown {
  const parsed = v.safeParse(input as v.GenericSchema, args);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Problem('input', {
    what: message('agent.arguments', { name }),
    why: message('trace.unfit.why', { place: v.getDotPath(issue) ?? 'arguments', issue: issue.message }),
    remedy: message('agent.arguments.remedy', { name }),
  });
}

/** Assistants are answered in English. */
const { say } = textsIn('en');

const partsOf = ({ what, why, remedy }: Problem) => [what, why, remedy];

function problemOf(error: unknown, signal: AbortSignal): Problem {
  if (error instanceof Problem) return error;
  if (signal.aborted)
    return new Problem('job', {
      what: message('agent.cancelled'),
      why: message('agent.cancelled.why'),
      remedy: message('agent.cancelled.remedy'),
    });
  return new Problem('job', {
    what: message('cli.broke', { error: error instanceof Error ? error.message : String(error) }),
    why: message('cli.broke.why'),
    remedy: message('agent.broke.remedy'),
  });
}

/** The question as a form with one check box that is off: closing or confirming it unread runs nothing. */
function askOf(server: Server, texts: Texts): AskPerson {
  if (!server.getClientCapabilities()?.elicitation) return null;
  return async (question, signal) => {
    const run = { type: 'boolean', title: texts.say(message('agent.run')), default: false } as const;
    const { action, content } = await whilePending(signal, pending =>
      server.elicitInput(
        {
          mode: 'form',
          message: texts.say(question),
          requestedSchema: { type: 'object', properties: { run }, required: ['run'] },
        },
        { signal: pending, timeout: askPatienceMs },
      ),
    );
    return action === 'accept' && content?.run === true;
  };
}

/** The SDK cancels a request whenever its signal aborts, even one that was answered long ago: here it aborts before alone. */
async function whilePending<T>(signal: AbortSignal, ask: (pending: AbortSignal) => Promise<T>): Promise<T> {
  const pending = new AbortController();
  const abort = () => pending.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await ask(pending.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Passes on whole percents, each once. */
function wholePercents(tell: (percent: number, label: string) => void): CallContext['progress'] {
  let last = -1;
  return (part, label) => {
    const percent = Math.floor(part * 100);
    if (percent <= last) return;
    last = percent;
    tell(percent, label);
  };
}

/** Runs tasks one after another, in the order of the calls. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
