import type { Finding } from '../model/finding';
import { routes } from '../model/route';
import { runtimeCallOf, runtimeNameOf } from '../model/runtimeCalls';
import { costOf } from './cost';
import type { Measured } from './measured';
import type { Wording } from './wording';

/** A longer title is cut off above a loop in half an editor's width. */
const longest = 60;

/** The lens of a loop before anything was measured, at most 60 characters: its copies, and those of the call instead. */
export function costTitle(finding: Finding, wording: Wording): string {
  const name = finding.better ?? finding.instead;
  if (name === null) return unnamedTitle(finding, wording);
  const titles = [name, shortCall(name)].map(call => changeTitle(finding, call, wording));
  return titles.find(title => title.length <= longest) ?? changeTitle(finding, '…', wording);
}

const unnamedTitle = (finding: Finding, { t }: Wording) =>
  t('{copies} copies per byte', { copies: costOf(finding).cpuCopies });

/** `FileChannel.transferTo` → `transferTo`. */
const shortCall = (call: string) => /^(?:[\w.:]+(?:\.|::))(\w+(?:\([\w ,]*\))?)/.exec(call)?.[1] ?? call;

function changeTitle(finding: Finding, call: string, { t }: Wording): string {
  const { cpuCopies: copies, instead } = costOf(finding);
  if (finding.better) return t('{copies} copies → {fewer} with {call}', { copies, fewer: 0, call });
  if (finding.reach === 'user-space') return sameCopies(finding, call, { t });
  if (instead === null) return t('{copies} copies → fewer with {call}', { copies, call });
  const figures = { copies, fewer: instead.copies, call };
  if (finding.reach === 'depends') return t('{copies} copies → perhaps {fewer} with {call}', figures);
  return instead.atMost
    ? t('{copies} copies → at most {fewer} with {call}', figures)
    : t('{copies} copies → {fewer} with {call}', figures);
}

/** A call that is only tidier; where the runtime has no other, that is the news. */
function sameCopies({ route, language }: Finding, call: string, { t }: Pick<Wording, 't'>): string {
  const known = routes.find(one => one === route);
  if (language === 'configuration') return t('{call} copies as much', { call });
  const none = known && language !== 'c' && language !== 'cpp' && !runtimeCallOf(language, known);
  return none
    ? t('No zero-copy call in {runtime}', { runtime: runtimeNameOf(language) })
    : t('{call} copies as much', { call });
}

/** What a loop costs by the textbook, for its hover. */
export function costDetail(finding: Finding, { t, format }: Wording): string {
  const { cpuCopies: copies, modeSwitches: switches } = costOf(finding);
  const chunk = finding.chunkBytes ? format.bytes(finding.chunkBytes) : t('chunk');
  return t('{copies} CPU copies per byte, {switches} mode switches per {chunk}', { copies, switches, chunk });
}

/** The lens of a loop that was measured: a loop of its chunk against the best way there is on its route. */
export function measuredTitle({ strategy, verdict, ratio, low, high }: Measured, wording: Wording): string {
  const { t, format } = wording;
  if (low === null || high === null) return t('Measured: too few rounds');
  if (verdict === 'no measurable difference') return t('Measured: {strategy} is no cheaper', { strategy });
  const change = format.percent(Math.round(Math.abs(1 - ratio) * 100) / 100);
  return ratio < 1
    ? t('Measured: {strategy} −{change} CPU', { strategy, change })
    : t('Measured: {strategy} +{change} CPU', { strategy, change });
}

/** The measured ratio with its interval and conditions, for the hover. */
export function measuredDetail(measured: Measured, { t, format }: Wording): string {
  const { strategy, chunkBytes, low, high } = measured;
  const chunk = format.bytes(chunkBytes);
  if (low === null || high === null)
    return t('Measured at {chunk}: too few rounds to tell read+write and {strategy} apart', {
      chunk,
      strategy,
    });
  return t('Measured at {chunk}: {strategy} takes {ratio} the CPU time of read+write ({low} to {high})', {
    chunk,
    strategy,
    ratio: format.ratio(measured.ratio),
    low: format.ratio(low),
    high: format.ratio(high),
  });
}
