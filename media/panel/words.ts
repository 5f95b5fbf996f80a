import { t } from '@vscode/l10n';
import { createFormat, type Format, knownTag } from '../../src/messages/format';
import { message } from '../../src/messages/message';
import { variantMessage, verdictMessage } from '../../src/messages/words';
import type { CacheState, ReceiverMode } from '../../src/model/job';
import type { Comparison, Transfer } from '../../src/model/report';
import type { Evidence } from '../../src/model/route';
import type { Phase } from '../../src/model/sample';
import { pathWords, routeText } from '../../src/report/pathWords';
import { plain, textOf, texts } from './text';

// The model's ids in the reader's words. Functions, not constants: the language is known only when the host says so.

let current: Format = createFormat('en');
let tag = 'en';

/** The formats of the panel's language. */
export function format(): Format {
  return current;
}

/** The language of figures and dates: one that Intl takes. */
export function formatLanguage(): string {
  return tag;
}

export function setFormatLanguage(language: string): void {
  tag = knownTag(language);
  current = createFormat(tag);
}

/** The words that drawings and lists share with the exports. */
export const drawingWords = () => pathWords({ ...texts(), format: current });

/** A figure whose unit stays on its line. */
export const unbroken = (figure: string): string => figure.replaceAll(' ', '\u00a0');

/** `−60 %`, `+12 %`: how a cost differs from the one it is compared with. */
export function changeText(ratio: number): string {
  const part = Math.abs(ratio - 1);
  if (part < 0.005) return '±0 %';
  const rounded = part < 0.1 ? Number(part.toPrecision(1)) : Math.round(part * 100) / 100;
  return `${ratio < 1 ? '−' : '+'}${current.percent(rounded)}`;
}

/** `0.39–0.44`: the 95 % interval of a ratio; null where the rounds are too few for one. */
export function intervalText({ low, high }: Pick<Comparison, 'low' | 'high'>): string | null {
  return low === null || high === null ? null : `${current.fixed(low, 2)}–${current.fixed(high, 2)}`;
}

/** What each kind of evidence means, one sentence each. */
export function evidenceMeanings(): Record<Evidence, string> {
  return {
    counted: t('Counted at our own calls, from what they returned.'),
    kernel: t('Reported by the kernel: resource usage, /proc, software events, completion flags.'),
    observed: t(
      'Shown here by experiment: the source was changed afterwards, and the far end followed or did not.',
    ),
    sampled: t('From samples of what the kernel was doing.'),
    model: t('Not measured: documented behaviour of the kernel.'),
  };
}

/** `file → socket` */
export const routeName = (route: string): string => textOf(routeText(route));

export const cacheName = (cache: CacheState): string => textOf(message(`cache.${cache}`));

export function receiverWords(): Record<ReceiverMode, string> {
  return {
    poll: t('polls on its own core'),
    block: t('sleeps until data comes'),
    'same-core': t('sleeps on the sender’s core'),
  };
}

export const verdictName = (verdict: Comparison['verdict']): string => textOf(verdictMessage(verdict));

/** A date in the reader's format; an invalid date is shown unchanged. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return plain(iso, 40);
  return date.toLocaleString(formatLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}

export const phaseName = (phase: Phase): string => textOf(message(`phase.${phase}`));

const dimensions = ['chunkBytes', 'inputBytes', 'cache', 'receiver', 'variant'] as const;
export type Dimension = (typeof dimensions)[number];

/** The conditions that differ among `transfers`; rows show only those. */
export function varyingConditions(transfers: Transfer[]): Dimension[] {
  return dimensions.filter(name => new Set(transfers.map(transfer => transfer[name])).size > 1);
}

/** The distinguishing conditions of a transfer: `256 KiB`, `cold`, `polls on its own core`. */
export function conditionsText(transfer: Transfer, varying: Dimension[]): string {
  const words: Record<Dimension, () => string> = {
    chunkBytes: () => t('{0} chunks', format().bytes(transfer.chunkBytes)),
    inputBytes: () => t('{0} moved', format().bytes(transfer.inputBytes)),
    cache: () => cacheName(transfer.cache),
    receiver: () => t('receiver {0}', receiverWords()[transfer.receiver]),
    variant: () => textOf(variantMessage(transfer.variant ?? ''), 60),
  };
  return varying
    .map(name => words[name]())
    .filter(word => word !== '')
    .join(' · ');
}
