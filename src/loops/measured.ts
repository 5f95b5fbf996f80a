import * as v from 'valibot';
import type { Finding } from '../model/finding';
import { comparisonVerdictSchema } from '../model/report';
import { count, finite } from '../model/sample';
import { strategyNames } from '../model/strategy';

/** The last measured comparison of a loop with another strategy on its route. Ratios are the sender's CPU time, other / loop. */
const measuredSchema = v.object({
  strategy: v.picklist(strategyNames),
  ratio: finite,
  low: v.nullable(finite),
  high: v.nullable(finite),
  verdict: comparisonVerdictSchema,
  chunkBytes: count,
  /** The report it was read from, in the workspace's history. */
  historyId: v.nullable(v.string()),
});
export type Measured = v.InferOutput<typeof measuredSchema>;

const keptSchema = v.array(v.tuple([v.string(), measuredSchema]));

/** Storage that outlives the window: the part of `vscode.Memento` that is used. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const memoryKey = 'ioPath.measurements';
/** More loops than anyone measures; the oldest are dropped first. */
const most = 200;

/**
 * Measurements by the loop's exact text, so that an edit inside the loop clears them. Stored for the workspace; entries
 * of another version that no longer fit are dropped.
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

/** A loop's present text. */
export interface LoopText {
  uri: string;
  text: string;
  finding: Pick<Finding, 'route' | 'chunkBytes'>;
}

const keyOf = ({ uri, text, finding }: LoopText) =>
  `${fingerprint(JSON.stringify([uri, finding.route, finding.chunkBytes, text]))} ${text.length}`;

/** Two 32-bit multiplicative hashes (FNV-1a and a variant): keys are short, and 64 bits make collisions unlikely. */
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
