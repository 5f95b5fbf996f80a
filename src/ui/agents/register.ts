import {
  type CancellationToken,
  Disposable,
  type ExtensionContext,
  LanguageModelTextPart,
  type LanguageModelTool,
  LanguageModelToolResult,
  l10n,
  lm,
  McpStdioServerDefinition,
  workspace,
} from 'vscode';
import { toolNames } from '../../agents/toolNames';
import { serverCommand } from './serverCommand';
import type { ToolSession } from './toolSession';

/** Id of the server among those that an editor offers its assistants. */
const providerId = 'ioPath.mcp';

/**
 * What the editor's assistants get: the tools, and the server for those that bring a client of their own. Where no process
 * can be started, there is neither. An editor that knows no such thing is left alone.
 */
export function registerAgents(context: ExtensionContext): Disposable {
  const session = lazySession(context);
  const parts: Disposable[] = [session];
  if (typeof lm?.registerTool === 'function')
    for (const name of toolNames) parts.push(lm.registerTool(name, toolOf(name, session)));
  if (typeof lm?.registerMcpServerDefinitionProvider === 'function')
    parts.push(
      lm.registerMcpServerDefinitionProvider(providerId, {
        provideMcpServerDefinitions: () => definitions(context),
      }),
    );
  return Disposable.from(...parts);
}

function definitions(context: ExtensionContext): McpStdioServerDefinition[] {
  const server = workspace.isTrusted ? serverCommand(context, []) : null;
  if (!server) return [];
  const { command, args, env } = server;
  const { version } = context.extension.packageJSON as { version: string };
  return [new McpStdioServerDefinition('I/O Path Profiler', command, args, env, version)];
}

interface LazySession extends Disposable {
  call: ToolSession['call'];
}

/** The process behind the tools, started with the first call. */
function lazySession(context: ExtensionContext): LazySession {
  let session: Promise<ToolSession> | null = null;
  return {
    async call(name, input, signal) {
      session ??= import('./toolSession').then(({ ToolSession }) => new ToolSession(context));
      return (await session).call(name, input, signal);
    },
    dispose: () => void session?.then(made => made.dispose()),
  };
}

const questions = () => import('./questions');

function toolOf(name: string, session: LazySession): LanguageModelTool<object> {
  return {
    prepareInvocation: async ({ input }) =>
      (await questions()).questionOf(name, input as Record<string, unknown>),
    async invoke({ input }, token) {
      if (!workspace.isTrusted && (await questions()).questionOf(name, {}).confirmationMessages)
        throw new Error(l10n.t('This workspace is not trusted.'));
      const text = await session.call(name, input, signalOf(token));
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
