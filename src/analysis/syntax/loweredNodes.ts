import type { Node } from 'web-tree-sitter';
import type { Ir } from './ir';
import { walk } from './ir';
import type { Lowering } from './lowering';

interface Entry {
  ir: Ir;
  /** Where the node began when its ir was made or moved. */
  start: number;
  tooDeep: boolean;
}

/**
 * The ir of a tree's nodes, each made once. A tree made from an edited one keeps the nodes that did not change, under
 * the ids they had: their ir is taken over from the earlier look and moved to where they are now.
 */
export class LoweredNodes {
  private readonly entries = new Map<number, Entry>();

  /** `earlier` is of the tree this one was made from, which must live until this look is over. */
  constructor(private readonly earlier: LoweredNodes | null = null) {}

  of(node: Node, lowering: Lowering): Ir {
    const known = this.entries.get(node.id) ?? this.earlier?.entries.get(node.id);
    const entry = known ? moved(known, node.startIndex) : made(node, lowering);
    this.entries.set(node.id, entry);
    lowering.tooDeep ||= entry.tooDeep;
    return entry.ir;
  }

  /** What was asked for in this look, for the next one; what was not may be gone by then. */
  kept(): LoweredNodes {
    const kept = new LoweredNodes();
    for (const [id, entry] of this.entries) kept.entries.set(id, entry);
    return kept;
  }
}

function made(node: Node, lowering: Lowering): Entry {
  const before = lowering.tooDeep;
  lowering.tooDeep = false;
  const ir = lowering.root(node);
  const { tooDeep } = lowering;
  lowering.tooDeep = before;
  return { ir, start: node.startIndex, tooDeep };
}

function moved(entry: Entry, start: number): Entry {
  const by = start - entry.start;
  if (by === 0) return entry;
  // Some parts stand in two places of the ir.
  for (const part of new Set(walk(entry.ir))) {
    part.start += by;
    part.end += by;
    for (const wrap of part.wraps ?? []) {
      wrap.start += by;
      wrap.end += by;
    }
  }
  entry.start = start;
  return entry;
}
