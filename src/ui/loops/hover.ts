import { Hover, type HoverProvider, l10n, MarkdownString, type Position, type TextDocument } from 'vscode';
import type { Finding } from '../../model/finding';
import type { CommandId } from '../commandIds';
import { plainMarkdown } from '../plainMarkdown';
import { say } from '../say';
import { findingSettings } from '../settings';
import type { Wording } from '../wording';
import { costOf } from './cost';
import { costDetail, measuredDetail } from './lensText';
import type { Loop, Loops } from './loops';
import { routeText } from './routeText';

/** On a loop's first line: the path of its bytes before and after, and why. */
export class LoopHover implements HoverProvider {
  constructor(
    private readonly loops: Loops,
    private readonly wording: Wording,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    if (findingSettings(document).show === 'off') return null;
    const line = position.line + 1;
    const loop = (await this.loops.shown(document)).find(candidate => candidate.startLine === line);
    return loop ? new Hover(await this.text(loop)) : null;
  }

  private async text(loop: Loop): Promise<MarkdownString> {
    const { finding, measured } = loop;
    const text = new MarkdownString('', true);
    const trusted: CommandId[] = ['ioPath.runScenario', 'ioPath.explainRule'];
    text.isTrusted = { enabledCommands: trusted };
    const what = finding.rule === 'copy-call' ? l10n.t('Call that copies') : l10n.t('Copy loop');
    const title = `**${what}** · ${plainMarkdown(routeText(finding.route))}`;
    text.appendMarkdown(`${title} · ${ruleLink(finding.rule)}\n\n`);
    text.appendMarkdown(`${plainMarkdown(costDetail(finding, this.wording))}\n\n`);
    for (const leg of pathLines(finding)) text.appendMarkdown(`${leg}\n\n`);
    if (measured)
      text.appendMarkdown(`$(pulse) ${plainMarkdown(measuredDetail(measured, this.wording))}\n\n`);
    text.appendMarkdown(`${plainMarkdown(say(finding.message))}\n\n`);
    if (finding.fix?.caveats.length) {
      text.appendMarkdown(`$(warning) ${l10n.t('The fix would change:')}\n`);
      for (const loss of finding.fix.caveats) text.appendMarkdown(`- ${plainMarkdown(say(loss))}\n`);
    }
    text.appendMarkdown(await resemblanceLine(finding));
    text.appendMarkdown(
      `\n*${l10n.t('Copies here are what the kernel is documented to do; Measure shows what it does on this machine.')}*`,
    );
    return text;
  }
}

/** A link to the rule's page. */
function ruleLink(rule: string): string {
  const command: CommandId = 'ioPath.explainRule';
  return `[${rule}](command:${command}?${encodeURIComponent(JSON.stringify([rule]))})`;
}

/** The scenario a loop is like, and a way to run it: what is known of that case was measured, not guessed. */
async function resemblanceLine(finding: Finding): Promise<string> {
  const { resemblanceOf } = await import('../../measure/resemblance');
  const found = resemblanceOf(finding);
  if (!found) return '';
  const { id, title } = found.scenario;
  const like = plainMarkdown(l10n.t('Like the scenario “{title}”.', { title: say(title) }));
  const run: CommandId = 'ioPath.runScenario';
  const link = `command:${run}?${encodeURIComponent(JSON.stringify([id]))}`;
  return `$(beaker) ${like} ${plainMarkdown(say(found.because))} [${l10n.t('Run It')}](${link})\n\n`;
}

/** The stages a byte passes, now and with the one call; `copy` stands over an arrow the CPU walks. */
function pathLines(finding: Finding): string[] {
  const [from = 'unknown', to = 'unknown'] = finding.route.split('-to-');
  const copy = ` —*${l10n.t('copy')}*→ `;
  const reference = ` —*${l10n.t('reference')}*→ `;
  const source = bufferText(from);
  const sink = bufferText(to);
  const lines = [`${l10n.t('Now:')} ${source}${copy}${l10n.t('user buffer')}${copy}${sink}`];
  const { instead } = costOf(finding);
  if (finding.better) lines.push(`${code(finding.better)}: ${source}${reference}${sink}`);
  if (finding.instead === null) return lines;
  const call = code(finding.instead);
  if (finding.reach === 'user-space')
    return [...lines, `${call}: ${source}${copy}${l10n.t('user buffer')}${copy}${sink}`];
  if (instead === null) return lines;
  return [...lines, `${call}: ${source}${instead.copies === 0 ? reference : copy}${sink}`];
}

const code = (call: string) => `\`${call.replaceAll('`', '')}\``;

function bufferText(end: string): string {
  const names: Record<string, string> = {
    file: l10n.t('page cache'),
    socket: l10n.t('socket buffer'),
    pipe: l10n.t('pipe buffer'),
    memory: l10n.t('memory'),
  };
  return names[end] ?? l10n.t('kernel buffer');
}
