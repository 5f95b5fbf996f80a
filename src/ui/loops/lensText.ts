import type { Finding } from '../../model/finding';
import type { Wording } from '../wording';
import { costOf } from './cost';
import type { Measured } from './measured';

/** The lens of a loop before anything was measured: what it costs, and what the call instead would. */
export function costTitle(finding: Finding, { t, format }: Wording): string {
  const cost = costOf(finding);
  const loop = {
    copies: cost.cpuCopies,
    switches: cost.modeSwitches,
    chunk: finding.chunkBytes ? format.bytes(finding.chunkBytes) : t('chunk'),
  };
  const loopText = t('{copies} CPU copies per byte, {switches} mode switches per {chunk}', loop);
  if (finding.better)
    return t('{loop}: {instead}', {
      loop: loopText,
      instead: t('{call} would take {copies}', { call: finding.better, copies: 0 }),
    });
  if (finding.instead === null) return loopText;
  return t('{loop}: {instead}', { loop: loopText, instead: insteadTitle(finding, { t, format }) });
}

function insteadTitle(finding: Finding, { t }: Wording): string {
  const call = finding.instead ?? '';
  const { instead } = costOf(finding);
  if (finding.reach === 'user-space') return t('{call} would copy as much, in less code', { call });
  if (instead === null) return t('{call} may take fewer', { call });
  const { copies } = instead;
  if (finding.reach === 'depends') return t('{call} may take {copies}', { call, copies });
  return instead.atMost
    ? t('{call} would take at most {copies}', { call, copies })
    : t('{call} would take {copies}', { call, copies });
}

/** The lens of a loop that was measured: a loop of its chunk against the best way there is on its route. */
export function measuredTitle(measured: Measured, { t, format }: Wording): string {
  const { strategy, verdict } = measured;
  const chunk = format.bytes(measured.chunkBytes);
  if (measured.low === null || measured.high === null)
    return t('Measured at {chunk}: too few rounds to tell read+write and {strategy} apart', {
      chunk,
      strategy,
    });
  if (verdict === 'no measurable difference')
    return t('Measured at {chunk}: no measurable difference between read+write and {strategy}', {
      chunk,
      strategy,
    });
  const figures = {
    chunk,
    strategy,
    ratio: format.ratio(measured.ratio),
    low: format.ratio(measured.low),
    high: format.ratio(measured.high),
  };
  return t(
    'Measured at {chunk}: {strategy} takes {ratio} the CPU time of read+write ({low} to {high})',
    figures,
  );
}
