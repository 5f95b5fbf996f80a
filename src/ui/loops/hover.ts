import { Hover, type HoverProvider, l10n, MarkdownString, type Position, type TextDocument } from 'vscode';
import { hoverText } from '../../loops/hoverText';
import { message } from '../../messages/message';
import type { Texts } from '../../messages/texts';
import type { Finding } from '../../model/finding';
import { plainMarkdown } from '../../report/visible';
import type { CommandId } from '../commandIds';
import { findingSettings } from '../settings';
import { texts } from '../texts';
import type { Loop, Loops } from './loops';

/** On a loop's first line: the path of its bytes before and after, and why. */
export class LoopHover implements HoverProvider {
  constructor(private readonly loops: Loops) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    if (findingSettings(document).show === 'off') return null;
    const line = position.line + 1;
    const loop = (await this.loops.shown(document)).find(candidate => candidate.startLine === line);
    return loop ? new Hover(await this.text(loop)) : null;
  }

  private async text({ finding, measured }: Loop): Promise<MarkdownString> {
    const text = new MarkdownString('', true);
    const trusted: CommandId[] = ['ioPath.runScenario', 'ioPath.explainRule'];
    text.isTrusted = { enabledCommands: trusted };
    const rule = ruleLink(finding.rule);
    const { say } = await texts();
    const resemblance = await resemblanceLine(finding, say);
    const icon = (name: string) => `$(${name}) `;
    const around = { say, rule, measured, resemblance, icon };
    return text.appendMarkdown(hoverText(finding, around));
  }
}

/** A link to the rule's page. */
function ruleLink(rule: string): string {
  const command: CommandId = 'ioPath.explainRule';
  return `[${rule}](command:${command}?${encodeURIComponent(JSON.stringify([rule]))})`;
}

/** The scenario a loop is like, and a way to run it: what is known of that case was measured, not guessed. */
async function resemblanceLine(finding: Finding, say: Texts['say']): Promise<string> {
  const { resemblanceOf } = await import('../../measure/resemblance');
  const found = resemblanceOf(finding);
  if (!found) return '';
  const { id, title } = found.scenario;
  const like = plainMarkdown(say(message('loop.like', { title, because: found.because })));
  const run: CommandId = 'ioPath.runScenario';
  const link = `command:${run}?${encodeURIComponent(JSON.stringify([id]))}`;
  return `$(beaker) ${like} [${l10n.t('Run It')}](${link})`;
}
