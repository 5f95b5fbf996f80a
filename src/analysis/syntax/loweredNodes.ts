import type { Node } from 'web-tree-sitter';
import type { Ir } from './ir';
import { walk } from './ir';
import type { Lowering } from './lowering';

interface Entry {
  ir: Ir;
  /** Where the node began when its ir was made or moved. */
  start: number;
  tooDeep: boolean;
  node: Node;
  /** The node's type and text, and the types around it; empty until the look is over, and where the text is broken. */
  looks: string;
}

/**
 * The ir of a tree's nodes, each made once. A tree made from an edited one keeps most nodes that did not change, under
 * the ids they had: their ir is taken over from the earlier look and moved to where they are now. Where the grammar could
 * read the beginning of a node in two ways (most functions of C), the parser makes the node anew: then its text is compared.
 */
export class LoweredNodes {
  private readonly entries = new Map<number, Entry>();
  /** Ir has one place: an entry of the earlier look is for one node. */
  private readonly taken = new Set<Entry>();
  private byLooks: Map<string, Entry[]> | null = null;

  /** `earlier` is of the tree this one was made from, which must live until this look is over. */
  constructor(private readonly earlier: LoweredNodes | null = null) {}

  of(node: Node, lowering: Lowering): Ir {
    const known = this.entries.get(node.id);
    const entry = known ?? this.takenOver(node) ?? made(node, lowering);
    this.entries.set(node.id, entry);
    lowering.tooDeep ||= entry.tooDeep;
    return entry.ir;
  }

  private takenOver(node: Node): Entry | null {
    if (!this.earlier) return null;
    const same = this.earlier.entries.get(node.id);
    const found = same && !this.taken.has(same) ? same : this.lookingLike(node);
    if (!found) return null;
    this.taken.add(found);
    found.node = node;
    return moved(found, node.startIndex);
  }

  private lookingLike(node: Node): Entry | null {
    // Where the text is broken, what stands around it decides how it is read.
    if (node.hasError) return null;
    this.byLooks ??= byLooks(this.earlier!.entries.values());
    return this.byLooks.get(looksOf(node))?.find(entry => !this.taken.has(entry)) ?? null;
  }

  /** What was asked for in this look, for the next one; what was not may be gone by then. Call it before the tree is edited. */
  kept(): LoweredNodes {
    const kept = new LoweredNodes();
    for (const [id, entry] of this.entries) {
      entry.looks = entry.node.hasError ? '' : looksOf(entry.node);
      kept.entries.set(id, entry);
    }
    return kept;
  }
}

function byLooks(entries: Iterable<Entry>): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) found.set(entry.looks, [...(found.get(entry.looks) ?? []), entry]);
  return found;
}

function looksOf(node: Node): string {
  const types: string[] = [];
  for (let up: Node | null = node; up; up = up.parent) types.push(up.type);
  return `${types.join(' ')}\n${node.text}`;
}

function made(node: Node, lowering: Lowering): Entry {
  const before = lowering.tooDeep;
  lowering.tooDeep = false;
  const ir = lowering.root(node);
  const { tooDeep } = lowering;
  lowering.tooDeep = before;
  return { ir, start: node.startIndex, tooDeep, node, looks: '' };
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
