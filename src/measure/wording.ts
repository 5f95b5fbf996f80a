import { createFormat } from '../report/format';

/** Figures inside sentences of a report: always English, as the sentences are. */
export const words = createFormat('en');

/** `read-write 64 KiB`: a transfer's name within its report. */
export function nameOf({ strategy, chunkBytes }: { strategy: string; chunkBytes: number }): string {
  return `${strategy} ${words.bytes(chunkBytes)}`;
}
