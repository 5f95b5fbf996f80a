import { CancellationError, commands, l10n, window } from 'vscode';
import { type Message, verbatim } from '../model/message';
import { Problem, type ProblemText } from '../model/problem';
import { visible } from '../report/visible';
import type { Log } from './log';
import type { ReopenPlace, ShownProblem } from './panelProtocol';
import { say } from './texts';

/** A problem whose parts are messages, or sentences that the editor's own catalogue (`l10n`) gave. */
export type Worded = { readonly [K in keyof ProblemText]: Message | string };

const messageOf = (text: Message | string) => (typeof text === 'string' ? verbatim(text) : text);

const messagesOf = ({ what, why, remedy }: Worded): ProblemText => ({
  what: messageOf(what),
  why: messageOf(why),
  remedy: messageOf(remedy),
});

const isShownProblem = (value: object): value is Worded =>
  (['what', 'why', 'remedy'] as const).every(key => (value as Partial<Worded>)[key] !== undefined);

/** A request that can't be carried out: what happened, why, what to do. */
export const refusal = (problem: Worded) => new Problem('input', messagesOf(problem));

/** A refusal that trusting the workspace would lift. */
export class Untrusted extends Problem {
  constructor(problem: Worded) {
    super('input', messagesOf(problem));
  }
}

/** A refusal that opening the folder elsewhere would lift. */
export class NotHere extends Problem {
  constructor(
    problem: Worded,
    readonly places: readonly ReopenPlace[],
  ) {
    super('input', messagesOf(problem));
  }
}

/** A thrown value as a problem for a person, without a stack trace. */
export function shownProblemOf(error: unknown): ShownProblem {
  if (typeof error === 'object' && error !== null && isShownProblem(error))
    return { what: textOf(error.what), why: textOf(error.why), remedy: textOf(error.remedy) };
  const why = error instanceof Error ? error.message : String(error);
  return {
    what: l10n.t('That did not work.'),
    why: sentence(why),
    remedy: l10n.t('Try again; if it stays, report it with the steps that led here.'),
  };
}

const textOf = (text: Worded['what']) => (typeof text === 'string' ? text : say(text));

const sentence = (text: string) => (/[.!?。]$/.test(text) ? text : `${text}.`);

/** A problem as one message of the editor. */
export function lineOf({ what, why, remedy }: ShownProblem): string {
  return visible([what, why, remedy].filter(part => part !== '').join(' '));
}

/**
 * Shows the problem and returns it; a cancelled dialogue is no problem. Does not wait, because a message may stay unread
 * for long.
 */
export function tell(error: unknown, log?: Log): ShownProblem | null {
  if (error instanceof CancellationError) return null;
  const problem = shownProblemOf(error);
  log?.problem(problem, error);
  if (error instanceof Untrusted) void offerTrust(lineOf(problem));
  else if (error instanceof NotHere) void offerPlaces(lineOf(problem), error.places);
  else void window.showErrorMessage(lineOf(problem));
  return problem;
}

async function offerTrust(line: string): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  if ((await window.showErrorMessage(line, manage)) === manage)
    await commands.executeCommand('workbench.trust.manage');
}

async function offerPlaces(line: string, places: readonly ReopenPlace[]): Promise<void> {
  const items = places.map(place => ({ place, title: reopenTitle(place) }));
  const chosen = await window.showErrorMessage(line, ...items);
  if (chosen) await reopenIn(chosen.place);
}

const reopenTitle = (place: ReopenPlace) =>
  place === 'wsl' ? l10n.t('Reopen in WSL') : l10n.t('Reopen in Container');

/** Where a folder can be opened on the Linux side of a system of that name (as Node names it). */
export function reopenPlaces(platform: string): ReopenPlace[] {
  if (platform === 'win32') return ['wsl', 'container'];
  return platform === 'darwin' ? ['container'] : [];
}

/** Microsoft's extensions that open a folder elsewhere, and their commands for the folder that is open. */
const extensions: Record<ReopenPlace, { command: string; id: string }> = {
  wsl: { command: 'remote-wsl.reopenInWSL', id: 'ms-vscode-remote.remote-wsl' },
  container: { command: 'remote-containers.reopenInContainer', id: 'ms-vscode-remote.remote-containers' },
};

/** Opens the folder there; without the extension for it, shows that extension. */
export async function reopenIn(place: ReopenPlace): Promise<void> {
  const { command, id } = extensions[place];
  try {
    await commands.executeCommand(command);
  } catch {
    await commands.executeCommand('workbench.extensions.search', `@id:${id}`);
  }
}
