import type { Finding } from '../model/finding';
import type { Message } from '../model/message';
import { costDetail, measuredDetail } from './lensText';
import type { Measured } from './measured';
import { type Leg, type LegKind, type PlaceName, pathOf } from './path';
import { plainMarkdown } from './plainMarkdown';
import { routeText } from './routeText';
import type { Wording } from './wording';

/** What an editor adds to the text of a hover. */
export interface HoverSurroundings {
  wording: Wording;
  /** A message in the reader's language. */
  say(message: Message): string;
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

/** The ways of a byte, now and with one call; `copy` stands over an arrow the CPU walks. */
function pathLines(finding: Finding, { t }: Wording): string[] {
  const names: Record<PlaceName, string> = {
    'page cache': t('page cache'),
    'socket buffer': t('socket buffer'),
    'pipe buffer': t('pipe buffer'),
    'kernel buffer': t('kernel buffer'),
    'user buffer': t('user buffer'),
    memory: t('memory'),
  };
  const arrows: Record<LegKind, string> = {
    copy: ` —*${t('copy')}*→ `,
    reference: ` —*${t('reference')}*→ `,
  };
  const way = (legs: Leg[]) =>
    names[legs[0]!.from] + legs.map(({ to, by }) => `${arrows[by]}${names[to]}`).join('');
  const { now, better, instead } = pathOf(finding);
  const calls = [better, instead].flatMap(known => (known && known.legs.length > 0 ? [known] : []));
  return [`${t('Now:')} ${way(now)}`, ...calls.map(({ call, legs }) => `${code(call)}: ${way(legs)}`)];
}

const code = (call: string) => `\`${call.replaceAll('`', '')}\``;
