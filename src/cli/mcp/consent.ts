import type { Permission } from '../../agents/tools';
import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import { Problem } from '../../model/problem';

/** Asks the person through the client: true for consent. Null if the client can't ask. */
export type AskPerson = ((question: Message, signal: AbortSignal) => Promise<boolean>) | null;

/** What a call will run, described for the person who decides. */
export interface Intent {
  permission: Permission;
  /** What will be done, one sentence. */
  does: Message;
}

/** Returns if `intent` was allowed at the start or the person consents now; otherwise throws a Problem. */
export async function demandConsent(
  { permission, does }: Intent,
  { allowed, ask, signal }: { allowed: ReadonlySet<Permission>; ask: AskPerson; signal: AbortSignal },
): Promise<void> {
  if (allowed.has(permission)) return;
  if (ask === null) throw cannotAsk(permission);
  if (await ask(message('agent.run-it', { does }), signal)) return;
  throw new Problem('input', {
    what: message('agent.refused'),
    why: does,
    remedy: message('agent.refused.remedy'),
  });
}

const cannotAsk = (permission: Permission) =>
  new Problem('input', {
    what: message('agent.not-allowed', { permission }),
    why: message('agent.not-allowed.why'),
    remedy: message('agent.not-allowed.remedy', { permission }),
  });
