import type { Node } from 'web-tree-sitter';
import type { Deadline } from './deadline';
import type { Ir } from './ir';
import { linkParents } from './ir';

/** How one node type of a grammar becomes ir. */
export type Rule = (node: Node, lowering: Lowering) => Ir;
export type Rules = Record<string, Rule>;

/** Deeper nesting than this is cut off: nothing a person writes, and the call stack has an end. */
export const maximumDepth = 1000;

/** Lowers nodes of one grammar by its rules; what has no rule becomes `other`. */
export class Lowering {
  private depth = 0;
  /** Whether anything was cut off. */
  tooDeep = false;

  constructor(
    private readonly rules: Rules,
    private readonly deadline: Deadline | null = null,
  ) {}

  /** Lowers a whole function, loop or declaration and links its parents. */
  root(node: Node): Ir {
    const ir = this.lower(node);
    linkParents(ir);
    return ir;
  }

  lower(node: Node): Ir {
    this.deadline?.step();
    if (this.depth >= maximumDepth) {
      this.tooDeep = true;
      return at(node, { kind: 'other', type: 'too-deep', children: [] });
    }
    this.depth += 1;
    try {
      const rule = this.rules[node.type];
      return rule
        ? rule(node, this)
        : at(node, { kind: 'other', type: node.type, children: this.children(node) });
    } finally {
      this.depth -= 1;
    }
  }

  /** The part in a field, lowered; null where the field is empty. */
  field(node: Node, name: string): Ir | null {
    const part = node.childForFieldName(name);
    return part ? this.lower(part) : null;
  }

  fields(node: Node, name: string): Ir[] {
    return named(node.childrenForFieldName(name)).map(part => this.lower(part));
  }

  /** All named children but comments, lowered. */
  children(node: Node): Ir[] {
    const lowered: Ir[] = [];
    for (const part of node.namedChildren) if (part && !part.isExtra) lowered.push(this.lower(part));
    return lowered;
  }
}

export function named(nodes: (Node | null)[]): Node[] {
  return nodes.filter((part): part is Node => part?.isNamed === true && !part.isExtra);
}

type Unplaced<T> = T extends Ir ? Omit<T, 'start' | 'end' | 'parent'> : never;

/** Puts a node's place on a piece of ir. */
export function at(node: Node, ir: Unplaced<Ir>): Ir {
  const placed = ir as Ir;
  placed.start = node.startIndex;
  placed.end = node.endIndex;
  placed.parent = null;
  return placed;
}

export const empty = (node: Node): Ir => at(node, { kind: 'block', body: [] });
