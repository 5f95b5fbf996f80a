import type { LoopModel } from '../../calls/loopModel';
import type { Scope } from '../../source/languageTables';
import type { Block, Ir, Jump, Loop } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { labelledStatement } from '../../syntax/loweringRules';
import { Comparisons } from './comparisons';
import { Cursors } from './cursors';
import { Expressions } from './expressions';
import type { Follower } from './follower';
import { Handlers } from './handlers';
import type { Leaving } from './leaving';
import { Raised } from './leaving';
import type { Path } from './path';
import { Transfers } from './transferModel';
import type { Value } from './values';
import { nothing } from './values';

/** Rounds of an inner loop: one short write, one retry, the rest. */
const mostRounds = 6;
/** Statements that hold others, which are steps of their own. */
const holders = /^(block|if|loop|try)$/;

/** Follows the code of one step of a loop along one path, and notes on the path what it does. */
export class Interpreter implements Follower {
  readonly transfers: Transfers;
  readonly comparisons: Comparisons;
  readonly cursors: Cursors;
  private readonly expressions = new Expressions(this);
  private readonly handlers = new Handlers(this);
  /** How many expressions the statements that are followed stand inside of. */
  private inside = 0;

  constructor(
    readonly path: Path,
    public scope: Scope,
    loop: Loop,
  ) {
    this.cursors = new Cursors(path, scope, loop);
    this.transfers = new Transfers(path, this.cursors);
    this.comparisons = new Comparisons(path, scope.file.language.model!.errorNames);
  }

  get model(): LoopModel {
    return this.scope.file.language.model!;
  }

  /** Runs statements in order until one jumps. */
  run(nodes: readonly Ir[]): Leaving | null {
    for (let at = 0; at < nodes.length; at += 1) {
      const leaving = this.execute(nodes[at]!);
      const ahead = leaving?.word === 'goto' ? labelAfter(nodes, at, leaving.node) : -1;
      if (leaving && ahead < 0) return leaving;
      if (leaving) at = ahead - 1;
    }
    return null;
  }

  execute(node: Ir): Leaving | null {
    this.mark(node);
    this.path.step(node);
    switch (node.kind) {
      case 'block':
        return this.path.inBlock(declaredIn(node), () => this.run(node.body));
      case 'if':
        return this.branch(node.condition, node.consequence, node.otherwise);
      case 'loop':
        return this.innerLoop(node);
      case 'try':
        return this.handlers.attempt(node);
      case 'jump':
        return this.jump(node);
      case 'defer':
        return this.path.lose(node, 'the loop leaves something to be done at the end of the function');
      case 'function':
        return this.path.lose(node, 'the loop defines a function');
      case 'other':
        if (node.type === labelledStatement) return this.run(node.children.slice(1));
        return this.path.lose(node, `the loop holds a ${node.type.replace(/_/g, ' ')}`);
      default:
        this.evaluate(node);
        return null;
    }
  }

  /** The body of a loop; a jump inside an expression (`?: break`) ends it like any other. */
  runBody({ body, testsAfter }: Loop): Leaving | null {
    try {
      // A condition behind the body may see what the body declares.
      return testsAfter && body.kind === 'block' ? this.run(body.body) : this.execute(body);
    } catch (error) {
      if (error instanceof Raised && /^(break|continue)$/.test(error.leaving.word)) return error.leaving;
      throw error;
    }
  }

  /** What follows belongs to this statement, or condition, of the loop. */
  private mark(node: Ir): void {
    if (this.path.depth === 0 && this.inside === 0 && !holders.test(node.kind)) this.path.current = node;
  }

  private branch(condition: Ir, consequence: Ir | null, otherwise: Ir | null): Leaving | null {
    const taken = this.truth(condition) ? consequence : otherwise;
    return taken ? this.execute(taken) : null;
  }

  private jump(node: Jump): Leaving {
    if (node.word === 'yield') return this.path.lose(node, 'the loop hands out what it reads');
    const named = /^(break|continue|goto)$/.test(node.word) && !node.gives;
    const value = named ? null : this.jumpValue(node);
    this.path.note({ kind: 'jump', node });
    // A label may be that of a loop further out.
    return { word: named && node.value ? 'goto' : node.word, node, value };
  }

  private jumpValue({ word, value }: Jump): Value | null {
    if (value) return this.evaluate(value);
    return word === 'throw' ? this.handlers.failure : null;
  }

  /** A loop inside the loop: a write of everything, or a retry. */
  private innerLoop(loop: Loop): Leaving | null {
    if (loop.over) return this.path.lose(loop, 'the loop holds a for-each');
    this.run(loop.setup);
    for (let round = 0; ; round += 1) {
      if (round > mostRounds) return this.path.lose(loop, 'an inner loop does not end');
      if ((round > 0 || !loop.testsAfter) && loop.condition && !this.truth(loop.condition)) return null;
      const leaving = this.runBody(loop);
      if (leaving?.word === 'break') return this.given(leaving);
      if (leaving && leaving.word !== 'continue') return leaving;
      this.run(loop.update);
    }
  }

  /** What the last inner loop was left with. */
  private lastGiven: Value = nothing;

  private given({ value }: Leaving): null {
    this.lastGiven = value ?? nothing;
    return null;
  }

  /** Whether the loop's condition holds; evaluating it is a step of the summary. */
  truth(node: Ir): boolean {
    this.mark(node);
    this.path.step(node);
    return this.holds(node);
  }

  holds(node: Ir): boolean {
    return this.expressions.holds(node);
  }

  isStream(node: Ir): boolean {
    return this.expressions.isStream(node);
  }

  /** The next chunk of what a for-each walks over; false at its end. */
  takeNext(loop: Loop): boolean {
    this.mark(loop.over!);
    const read = this.scope.file.language.iteration?.(loop.over!, this.scope);
    const element = loop.element?.kind === 'assign' ? loop.element.targets[0] : loop.element;
    const key = keyOf(element ?? null);
    if (!read || !key) return this.path.lose(loop.over!, 'what the loop walks over is not followed');
    // What the head of the loop makes itself is made once, before the first step.
    const isMade = keyOf(read.source) === null;
    const source = isMade ? this.path.entryValue('#source') : this.evaluate(read.source);
    const chunk = this.transfers.iterate(loop.over!, source);
    if (chunk) this.path.declare(key, chunk);
    return chunk !== null;
  }

  evaluate(node: Ir): Value {
    this.path.step(node);
    this.inside += 1;
    try {
      return this.expressions.wrapped(node, this.bare(node));
    } finally {
      this.inside -= 1;
    }
  }

  /** Statements may stand for a value: the last of a block, the branch of a condition, what `try` gives. */
  private bare(node: Ir): Value {
    switch (node.kind) {
      case 'block':
        return this.blockValue(node);
      case 'if': {
        const taken = this.holds(node.condition) ? node.consequence : node.otherwise;
        return taken ? this.evaluate(taken) : nothing;
      }
      case 'try':
        return this.handlers.value(node);
      case 'loop':
        return this.loopValue(node);
      case 'jump':
        throw new Raised(this.jump(node));
      default:
        return this.expressions.bare(node);
    }
  }

  private blockValue(block: Block): Value {
    return this.path.inBlock(declaredIn(block), () => this.lastValue(block.body));
  }

  private lastValue(body: readonly Ir[]): Value {
    const leaving = this.run(body.slice(0, -1));
    if (leaving) throw new Raised(leaving);
    const last = body[body.length - 1];
    return last ? this.evaluate(last) : nothing;
  }

  /** A loop gives what it is left with, or leads elsewhere. */
  private loopValue(loop: Loop): Value {
    this.lastGiven = nothing;
    const leaving = this.innerLoop(loop);
    if (leaving) throw new Raised(leaving);
    return this.lastGiven;
  }
}

/** Where a `goto` leads to further down in the same list; -1 where it leads elsewhere. */
function labelAfter(nodes: readonly Ir[], from: number, jump: Ir): number {
  const label = jump.kind === 'jump' && jump.value?.kind === 'literal' ? jump.value.value : null;
  return nodes.findIndex((node, at) => at > from && label !== null && labelOf(node) === label);
}

const labelOf = (node: Ir) =>
  node.kind === 'other' && node.type === labelledStatement && node.children[0]?.kind === 'literal'
    ? node.children[0].value
    : null;

const declarations = new WeakMap<Block, string[]>();

/** The names that a block declares; one that stands for a declaration of several has none of its own. */
function declaredIn(block: Block): string[] {
  const known = declarations.get(block);
  if (known) return known;
  const { body } = block;
  const declared = body.flatMap(node => (node.kind === 'block' && isDeclaration(node) ? node.body : [node]));
  const names = declared.flatMap(node => (node.kind === 'assign' && node.declares ? node.targets : []));
  const found = body.every(isDeclaration) ? [] : names.flatMap(target => keyOf(target) ?? []);
  declarations.set(block, found);
  return found;
}

const isDeclaration = (node: Ir): boolean =>
  node.kind === 'block' ? node.body.every(isDeclaration) : node.kind === 'assign' && node.declares;
