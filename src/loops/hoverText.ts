import type { Finding } from '../model/finding';
import { costOf } from './cost';
import { costDetail, measuredDetail } from './lensText';
import type { Measured } from './measured';
import { plainMarkdown } from './plainMarkdown';
import { routeText } from './routeText';
import type { Wording } from './wording';

/** What an editor adds to the text of a hover. */
export interface HoverSurroundings {
  wording: Wording;
  /** A finding's sentence in the reader's language. */
  say(text: string): string;
  /** The rule's name in Markdown, with a link where the editor has one. */
  rule: string;
  measured: Measured | null;
  /** A paragraph in Markdown on the scenario that the loop is like; empty where there is none. */
  resemblance: string;
  /** A sign before a paragraph, with its blank; empty where the editor shows none. */
  icon(name: 'pulse' | 'warning'): string;
}

/** A loop's hover in Markdown: the path of its bytes before and after, and why. */
export function hoverText(finding: Finding, around: HoverSurroundings): string {
  const { wording, say, icon, measured } = around;
  const { t } = wording;
  const what = finding.rule === 'copy-call' ? t('Call that copies') : t('Copy loop');
  const paragraphs = [
    `**${what}** · ${plainMarkdown(routeText(finding.route, wording))} · ${around.rule}`,
    plainMarkdown(costDetail(finding, wording)),
    ...pathLines(finding, wording),
    ...(measured ? [`${icon('pulse')}${plainMarkdown(measuredDetail(measured, wording))}`] : []),
    plainMarkdown(say(finding.message)),
    ...caveatLines(finding, around),
    ...(around.resemblance ? [around.resemblance] : []),
    `*${t('Copies here are what the kernel is documented to do; Measure shows what it does on this machine.')}*`,
  ];
  return paragraphs.join('\n\n');
}

function caveatLines({ fix }: Finding, { wording: { t }, say, icon }: HoverSurroundings): string[] {
  if (!fix?.caveats.length) return [];
  const items = fix.caveats.map(caveat => `- ${plainMarkdown(say(caveat))}`);
  return [`${icon('warning')}${t('The fix would change:')}\n${items.join('\n')}`];
}

/** The stages a byte passes, now and with the one call; `copy` stands over an arrow the CPU walks. */
function pathLines(finding: Finding, { t }: Wording): string[] {
  const [from = 'unknown', to = 'unknown'] = finding.route.split('-to-');
  const names: Record<string, string> = {
    file: t('page cache'),
    socket: t('socket buffer'),
    pipe: t('pipe buffer'),
    memory: t('memory'),
  };
  const copy = ` —*${t('copy')}*→ `;
  const reference = ` —*${t('reference')}*→ `;
  const source = names[from] ?? t('kernel buffer');
  const sink = names[to] ?? t('kernel buffer');
  const twice = `${source}${copy}${t('user buffer')}${copy}${sink}`;
  const lines = [`${t('Now:')} ${twice}`];
  const { instead } = costOf(finding);
  if (finding.better) lines.push(`${code(finding.better)}: ${source}${reference}${sink}`);
  if (finding.instead === null) return lines;
  const call = code(finding.instead);
  if (finding.reach === 'user-space') return [...lines, `${call}: ${twice}`];
  if (instead === null) return lines;
  return [...lines, `${call}: ${source}${instead.copies === 0 ? reference : copy}${sink}`];
}

const code = (call: string) => `\`${call.replaceAll('`', '')}\``;
