import { t } from '@vscode/l10n';
import { createFormat, type Format, knownTag } from '../../src/messages/format';
import type { CacheState, ReceiverMode } from '../../src/model/job';
import type { Comparison } from '../../src/model/report';
import type { Evidence, Mover, Route, Stage } from '../../src/model/route';
import type { Phase } from '../../src/model/sample';
import type { Lane } from '../../src/report/pathGraph';

import { plain } from './text';

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

export function laneWords(): Record<Lane, string> {
  return { user: t('User space'), kernel: t('Kernel'), device: t('Devices') };
}

export function stageWords(): Record<Stage, string> {
  return {
    disk: t('Disk'),
    'page-cache': t('Page cache'),
    'user-buffer': t('User buffer'),
    'pipe-buffer': t('Pipe buffer'),
    'socket-buffer': t('Socket buffer'),
    nic: t('Network card'),
    receiver: t('Receiver'),
    'destination-page-cache': t('Page cache of the copy'),
    'destination-disk': t('Disk of the copy'),
  };
}

export function moverWords(): Record<Mover, string> {
  return { cpu: t('CPU copy'), dma: t('DMA copy'), reference: t('Reference'), discarded: t('Discarded') };
}

export function evidenceWords(): Record<Evidence, string> {
  return {
    counted: t('counted'),
    kernel: t('kernel'),
    observed: t('observed'),
    sampled: t('sampled'),
    model: t('model'),
  };
}

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

export function routeWords(): Record<Route, string> {
  return {
    'file-to-socket': t('file → socket'),
    'file-to-file': t('file → file'),
    'socket-to-file': t('socket → file'),
    'file-to-pipe': t('file → pipe'),
  };
}

export function cacheWords(): Record<CacheState, string> {
  return { warm: t('warm'), cold: t('cold') };
}

export function receiverWords(): Record<ReceiverMode, string> {
  return {
    poll: t('polls on its own core'),
    block: t('sleeps until data comes'),
    'same-core': t('sleeps on the sender’s core'),
  };
}

export function verdictWords(): Record<Comparison['verdict'], string> {
  return {
    cheaper: t('cheaper'),
    dearer: t('costs more'),
    'no measurable difference': t('no measurable difference'),
    'too few rounds': t('too few rounds'),
  };
}

/** A moment in the reader's way; what is no date is shown as it came. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return plain(iso, 40);
  return date.toLocaleString(formatLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}

export function phaseWords(): Record<Phase, string> {
  return { 'warm-up': t('warm-up'), verify: t('verification'), timed: t('timed'), sampled: t('sampled') };
}
