import { t } from '@vscode/l10n';
import { variantMessage } from '../../../src/messages/words';
import type { Transfer } from '../../../src/model/report';
import { textOf } from '../text';
import { cacheName, format, receiverWords } from '../words';

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
