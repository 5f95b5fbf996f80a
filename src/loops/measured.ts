import * as v from 'valibot';
import type { Finding } from '../model/finding';
import { comparisonVerdicts } from '../model/report';
import { count, finite } from '../model/sample';
import { strategyNames } from '../model/strategy';

/** How a loop did against another way on its route, as last measured. Ratios are CPU time of the sender, other / loop. */
const measuredSchema = v.object({
  strategy: v.picklist(strategyNames),
  ratio: finite,
  low: v.nullable(finite),
  high: v.nullable(finite),
  verdict: v.picklist(comparisonVerdicts),
  chunkBytes: count,
  /** The report it was read from, in the workspace's history. */
  historyId: v.nullable(v.string()),
});
export type Measured = v.InferOutput<typeof measuredSchema>;

const keptSchema = v.array(v.tuple([v.string(), measuredSchema]));

/** Where measurements outlive the window: `vscode.Memento`, as far as it is used. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const memoryKey = 'ioPath.measurements';
/** More loops than anyone measures; the oldest go first. */
const most = 200;

/**
 * Measurements by the loop they belong to: by its very text, so that an edit inside the loop clears them. Kept for the
 * workspace; what was kept by another version and no longer fits is dropped.
 */
export class Measurements {
  private readonly byLoop: Map<string, Measured>;

  constructor(private readonly memory: Memory) {
    const kept = v.safeParse(keptSchema, memory.get(memoryKey));
    this.byLoop = new Map(kept.success ? kept.output : []);
  }

  set(loop: LoopText, measured: Measured): void {
    const key = keyOf(loop);
    this.byLoop.delete(key);
    this.byLoop.set(key, measured);
    void this.memory.update(memoryKey, [...this.byLoop].slice(-most));
  }

  get(loop: LoopText): Measured | null {
    return this.byLoop.get(keyOf(loop)) ?? null;
  }
}

/** A loop as it reads now. */
export interface LoopText {
  uri: string;
  text: string;
  finding: Pick<Finding, 'route' | 'chunkBytes'>;
}

const keyOf = ({ uri, text, finding }: LoopText) =>
  `${fingerprint(JSON.stringify([uri, finding.route, finding.chunkBytes, text]))} ${text.length}`;

/** Two 32-bit multiplicative hashes (FNV-1a and a sibling): keys stay short, and sixty-four bits do not clash by chance. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193) >>> 0;
    high = Math.imul(high ^ unit, 0x85ebca6b) >>> 0;
  }
  return `${high.toString(36)}-${low.toString(36)}`;
}
