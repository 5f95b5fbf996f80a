import type { Permission } from '../../agents/tools';
import { Problem } from '../../model/problem';

/** Puts a question to the person through the client: true for yes. Null where the client can't. */
export type AskPerson = ((question: string, signal: AbortSignal) => Promise<boolean>) | null;

/** What a call is about to run, for the person who decides. */
export interface Intent {
  permission: Permission;
  /** What will be done, one sentence. */
  does: string;
}

/** Returns where `intent` was allowed at the start, or the person says yes now; else throws a Problem. */
export async function demandConsent(
  { permission, does }: Intent,
  { allowed, ask, signal }: { allowed: ReadonlySet<Permission>; ask: AskPerson; signal: AbortSignal },
): Promise<void> {
  if (allowed.has(permission)) return;
  if (ask === null) throw cannotAsk(permission);
  if (await ask(`${does} Run it?`, signal)) return;
  throw new Problem('input', {
    what: 'The person said no: nothing was run.',
    why: does,
    remedy: 'Go on without it, or ask the person what to do.',
  });
}

const cannotAsk = (permission: Permission) =>
  new Problem('input', {
    what: `Nothing was run: '${permission}' is not allowed.`,
    why: 'It runs something on this machine, which needs a yes, and the client can not ask the person (elicitation).',
    remedy: `Have the person start the server with --allow ${permission}: iopath mcp --allow ${permission}`,
  });
