import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { Finding } from '../model/finding';
import type { Message } from '../model/message';
import { routes } from '../model/route';
import { runtimeCallOf, runtimeNameOf } from '../model/runtimeCalls';
import { costOf } from './cost';
import type { Measured } from './measured';

/** A longer title is cut off in an editor of half the window's width. */
const longest = 60;

/** The lens of a loop that was not measured, at most 60 characters: its copies and those of the better call. */
export function costTitle(finding: Finding, { say }: Pick<Texts, 'say'>): string {
  const name = finding.better ?? finding.instead;
  if (name === null) return say(message('loop.copies', { copies: costOf(finding).cpuCopies }));
  const titles = [name, shortCall(name)].map(call => say(change(finding, call)));
  return titles.find(title => title.length <= longest) ?? say(change(finding, '…'));
}

/** `FileChannel.transferTo` → `transferTo`. */
const shortCall = (call: string) => /^(?:[\w.:]+(?:\.|::))(\w+(?:\([\w ,]*\))?)/.exec(call)?.[1] ?? call;

function change(finding: Finding, call: string): Message {
  const { cpuCopies: copies, instead } = costOf(finding);
  if (finding.better) return message('loop.change', { copies, fewer: 0, call });
  if (finding.reach === 'user-space') return sameCopies(finding, call);
  if (instead === null) return message('loop.fewer', { copies, call });
  const figures = { copies, fewer: instead.copies, call };
  if (finding.reach === 'depends') return message('loop.perhaps', figures);
  return message(instead.atMost ? 'loop.at-most' : 'loop.change', figures);
}

/** A call that is only tidier; the lens says so if the runtime has no call with fewer copies. */
function sameCopies({ route, language }: Finding, call: string): Message {
  const known = routes.find(one => one === route);
  if (language === 'configuration') return message('loop.same', { call });
  const none = known && language !== 'c' && language !== 'cpp' && !runtimeCallOf(language, known);
  return none ? message('loop.none', { runtime: runtimeNameOf(language) }) : message('loop.same', { call });
}

/** The textbook cost of a loop, for its hover. */
export function costDetail(finding: Finding): Message {
  const { cpuCopies: copies, modeSwitches: switches } = costOf(finding);
  const { chunkBytes: bytes } = finding;
  const chunk = bytes ? message('loop.bytes', { bytes }) : message('loop.a-chunk');
  return message('loop.cost', { copies, switches, chunk });
}

/** The lens of a measured loop: a loop with its chunk size against the best strategy on its route. */
export function measuredTitle({ strategy, verdict, ratio, low, high }: Measured): Message {
  if (low === null || high === null) return message('loop.measured.few');
  if (verdict === 'no measurable difference') return message('loop.measured.same', { strategy });
  const change = Math.round(Math.abs(1 - ratio) * 100) / 100;
  return message(ratio < 1 ? 'loop.measured.less' : 'loop.measured.more', { strategy, change });
}

/** The measured ratio with its interval and conditions, for the hover. */
export function measuredDetail({ strategy, chunkBytes: chunk, ratio, low, high }: Measured): Message {
  if (low === null || high === null) return message('loop.detail.few', { chunk, strategy });
  return message('loop.detail', { chunk, strategy, ratio, low, high });
}
