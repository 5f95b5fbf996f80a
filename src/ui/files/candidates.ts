/** A file that could be measured with. */
export interface Candidate {
  path: string;
  bytes: number;
}

/** Below this, starting a run costs more than the run. */
export const smallestUseful = 1 << 20;

const dataEndings =
  /\.(bin|dat|data|log|csv|tsv|parquet|sqlite|db|iso|img|tar|gz|zst|zip|mp4|mkv|mov|webm|mp3|flac|wav|pdf|jsonl|ndjson|segment)$/i;

/** The files worth offering, best first: data before everything else, then by size; useful sizes before small ones. */
export function candidates<C extends Candidate>(files: C[], limit = 12): C[] {
  const rank = ({ path, bytes }: C) => (bytes >= smallestUseful ? 2 : 0) + (dataEndings.test(path) ? 1 : 0);
  return files
    .filter(file => file.bytes > 0)
    .sort((a, b) => rank(b) - rank(a) || b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    .slice(0, limit);
}
