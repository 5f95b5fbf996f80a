import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { Finding } from '../model/finding';
import { routeText } from '../report/pathWords';
import { plainMarkdown } from '../report/visible';
import { costDetail, measuredDetail } from './lensText';
import type { Measured } from './measured';
import { type Leg, type LegKind, type PlaceName, pathOf } from './path';

/** What an editor adds to the text of a hover. */
export interface HoverSurroundings {
  /** In the reader's language. */
  say: Texts['say'];
  /** The rule's name in Markdown, with a link where the editor has one. */
  rule: string;
  measured: Measured | null;
  /** A paragraph in Markdown on the scenario that the loop is like; empty where there is none. */
  resemblance: string;
  /** A sign before a paragraph, with a space; empty if the editor shows none. */
  icon(name: 'pulse' | 'warning'): string;
}

/** A loop's hover in Markdown: the path of its bytes before and after, and why. */
export function hoverText(finding: Finding, around: HoverSurroundings): string {
  const { say, icon, measured } = around;
  const what = say(message(finding.rule === 'copy-call' ? 'loop.call' : 'loop.loop'));
  const paragraphs = [
    `**${what}** · ${plainMarkdown(say(routeText(finding.route)))} · ${around.rule}`,
    plainMarkdown(say(costDetail(finding))),
    ...pathLines(finding, say),
    ...(measured ? [`${icon('pulse')}${plainMarkdown(say(measuredDetail(measured)))}`] : []),
    plainMarkdown(say(finding.message)),
    ...caveatLines(finding, around),
    ...(around.resemblance ? [around.resemblance] : []),
    `*${say(message('loop.documented'))}*`,
  ];
  return paragraphs.join('\n\n');
}

function caveatLines({ fix }: Finding, { say, icon }: HoverSurroundings): string[] {
  if (!fix?.caveats.length) return [];
  const items = fix.caveats.map(caveat => `- ${plainMarkdown(say(caveat))}`);
  return [`${icon('warning')}${say(message('loop.would-change'))}\n${items.join('\n')}`];
}

const names = {
  'page cache': 'loop.page-cache',
  'socket buffer': 'loop.socket-buffer',
  'pipe buffer': 'loop.pipe-buffer',
  'kernel buffer': 'loop.kernel-buffer',
  'user buffer': 'loop.user-buffer',
  memory: 'loop.memory',
} as const satisfies Record<PlaceName, string>;

/** The paths of a byte, now and with one call; `copy` labels an arrow that is a CPU copy. */
function pathLines(finding: Finding, say: Texts['say']): string[] {
  const name = (place: PlaceName) => say(message(names[place]));
  const arrow = (by: LegKind) => ` —*${say(message(`loop.${by}`))}*→ `;
  const way = (legs: Leg[]) =>
    name(legs[0]!.from) + legs.map(({ to, by }) => `${arrow(by)}${name(to)}`).join('');
  const { now, better, instead } = pathOf(finding);
  const calls = [better, instead].flatMap(known => (known && known.legs.length > 0 ? [known] : []));
  return [
    `${say(message('loop.now'))} ${way(now)}`,
    ...calls.map(({ call, legs }) => `${code(call)}: ${way(legs)}`),
  ];
}

const code = (call: string) => `\`${call.replaceAll('`', '')}\``;
