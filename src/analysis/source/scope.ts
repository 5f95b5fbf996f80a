import type { Assign, Func, Ir, Try } from '../syntax/ir';
import { ancestors, isWithin, keyOf, partsOf, walk } from '../syntax/ir';
import { bareType } from '../syntax/loweringRules';
import type { SourceFile } from './sourceFile';
import type { SyntaxTables } from './syntaxTables';

/** What names mean inside one function (or the top level): declarations, assignments, constants. */
export class Scope<Tables extends SyntaxTables> {
  private readonly assigned = new Map<string, Assign[]>();
  private readonly parameterNames = new Map<string, number>();

  /** `root` is the function whose code is looked at (or the whole file); `outer` the outermost one around it. */
  constructor(
    readonly file: SourceFile<Tables>,
    readonly root: Ir,
    outer: Ir = root,
  ) {
    for (const node of visibleAssignments(outer, root)) this.add(node);
    if (root.kind !== 'function') return;
    root.parameters.forEach((parameter, position) => {
      const key = keyOf(parameter.targets[0] ?? null);
      if (key) this.parameterNames.set(key, position);
    });
  }

  private add(node: Assign): void {
    for (const target of node.targets) {
      const key = keyOf(target);
      if (!key) continue;
      const list = this.assigned.get(key);
      if (list) list.push(node);
      else this.assigned.set(key, [node]);
    }
  }

  /** All assignments to a name in this function, declarations among them, in source order. */
  assignments(key: string): Assign[] {
    return this.assigned.get(key) ?? [];
  }

  /**
   * The assignments whose value a name may have at a place: of the variable in scope there, from the last one that is
   * made whenever the place is reached, on; later ones only where a loop or another function leads back.
   */
  assignmentsAt(key: string, place: Ir): Assign[] {
    // In `a, b = b, a` both right sides are values from before.
    const all = this.variableAt(key, place).filter(
      assign => assign.start > place.start || assign.end < place.end,
    );
    const sure = all.filter(assign => assign.start < place.start && isWithin(place, blockOf(assign)));
    const last = sure[sure.length - 1];
    return all.filter(
      assign =>
        (!last || assign.start >= last.start) && (assign.start < place.start || leadsBack(assign, place)),
    );
  }

  /** The assignments of one variable: of the innermost declaration around a place, else of the innermost function. */
  private variableAt(key: string, place: Ir): Assign[] {
    const all = this.assignments(key);
    if (all.length < 2) return all;
    const around = all.filter(
      assign => assign.declares && assign.start <= place.start && isWithin(place, blockOf(assign)),
    );
    const own = around[around.length - 1];
    if (own) return all.filter(assign => assign.start >= own.start && isWithin(assign, blockOf(own)));
    for (let inside = functionOf(place); inside; inside = functionOf(inside)) {
      const here = all.filter(assign => functionOf(assign) === inside);
      if (here.length > 0) return here;
    }
    return all;
  }

  /** The declaration of the variable that a name stands for at a place; null where none is in sight. */
  declarationAt(key: string, place: Ir): Assign | null {
    const around = this.assignments(key).filter(
      assign => assign.declares && assign.start <= place.start && isWithin(place, blockOf(assign)),
    );
    const own = around[around.length - 1];
    if (this.file.language.model?.redeclares) return own ?? null;
    // A second declaration in the same block gives the variable another value (Go).
    return around.find(assign => blockOf(assign) === blockOf(own!)) ?? null;
  }

  /** Position of a parameter, or -1. */
  parameter(key: string): number {
    return this.parameterNames.get(key) ?? -1;
  }

  /** The declaration of a name: here, or among the file's fields and constants. */
  declaration(key: string): Assign | null {
    const here = this.assignments(key).find(node => node.declares);
    return here ?? this.file.global(key.split('.').pop()!) ?? null;
  }

  /** The written type of a name, or null where none is written. */
  typeOf(key: string): string | null {
    return this.declaration(key)?.type ?? null;
  }

  /** A same-file function a call goes to, or null. */
  helper(call: Ir): Func | null {
    if (call.kind !== 'call' || call.creates || call.name === '') return null;
    const { ownerOf, selfReceivers, typeName } = this.file.language;
    const receiver = keyOf(call.receiver);
    if (ownerOf && receiver && !selfReceivers.test(receiver)) {
      const type = this.typeOf(receiver);
      const made = type ? (typeName ?? bareType)(type) : this.madeBy(receiver);
      return made ? this.file.functionNamed(`${made}.${call.name}`, call.args.length) : null;
    }
    const isOwn = !call.receiver || selfReceivers.test(receiver ?? '');
    return isOwn ? this.file.functionNamed(call.name, call.args.length) : null;
  }

  /** The class whose constructor gives a name its only value; null where anything else does. */
  private madeBy(key: string): string | null {
    const [only, ...others] = this.assignments(key);
    const value = others.length === 0 ? only?.value : null;
    return value?.kind === 'call' && !value.receiver && /^[A-Z]/.test(value.name) ? value.name : null;
  }

  /** The value of a constant expression; null where it can't be read from this file. */
  valueOf(node: Ir | null, depth = 0): number | null {
    if (!node || depth > 8) return null;
    if (node.kind === 'literal') return typeof node.value === 'number' ? node.value : null;
    if (node.kind === 'operation') return this.compute(node.operator, node.operands, depth);
    const key = keyOf(node);
    if (!key) return null;
    const assignments = this.assignments(key);
    // A parameter's default is what it is unless the caller says otherwise.
    if (assignments.length > 1 || this.parameter(key) >= 0) return null;
    if (assignments.length === 0 && !this.file.isGivenOnce(key)) return null;
    const constant = this.file.language.constants[key] ?? this.file.language.constants[key.split('.').pop()!];
    const declared = assignments[0] ?? this.file.global(key.split('.').pop()!);
    return this.valueOf(declared?.operator === '=' ? declared.value : null, depth + 1) ?? constant ?? null;
  }

  private compute(operator: string, operands: Ir[], depth: number): number | null {
    const values = operands.map(operand => this.valueOf(operand, depth + 1));
    if (operator === 'sizeof') return this.capacity(keyOf(operands[0] ?? null), depth + 1);
    if (values.includes(null)) return null;
    const [left, right] = values as number[];
    if (left === undefined || right === undefined) return null;
    if (operator === '*') return left * right;
    if (operator === '+') return left + right;
    if (operator === '-') return left - right;
    if (operator === '<<') return left * 2 ** right;
    if (operator === '/' && right !== 0) return Math.floor(left / right);
    return null;
  }

  /** Bytes a buffer variable holds, from its allocation; with a place, of the variable that has the name there. */
  capacity(key: string | null, depth = 0, place?: Ir): number | null {
    if (!key || depth > 8) return null;
    const here = place ? this.assignmentsAt(key, place) : this.assignments(key);
    const all = here.length > 0 ? here : [this.declaration(key)];
    for (const assignment of all) {
      const size = allocationIn(assignment?.value ?? null, this);
      if (size) return this.valueOf(size, depth + 1);
    }
    const other = all.map(assignment => keyOf(viewed(assignment?.value ?? null, this.file.language.views)));
    return this.capacity(other.find(name => name && name !== key) ?? null, depth + 1, place);
  }
}

/** A file, or the names in a part of one, of any language. */
type AnyFile = SourceFile<SyntaxTables>;
type AnyScope = Scope<SyntaxTables>;

const ofHelpers = new WeakMap<AnyFile, Map<Func, AnyScope>>();

/** What names mean inside a function of the file that a call goes to, by itself: worked out once for each. */
export function helperScope<Tables extends SyntaxTables>(
  file: SourceFile<Tables>,
  helper: Func,
): Scope<Tables> {
  const scopes = (ofHelpers.get(file) ?? new Map()) as Map<Func, Scope<Tables>>;
  ofHelpers.set(file, scopes);
  const scope = scopes.get(helper) ?? new Scope(file, helper);
  scopes.set(helper, scope);
  return scope;
}

/** The function a node belongs to; null at top level. */
export function functionOf(node: Ir): Ir | null {
  for (const up of ancestors(node)) if (up.kind === 'function') return up;
  return null;
}

/** Whether what stands after a place can run before it: in the same loop, or in another function. */
function leadsBack(later: Ir, place: Ir): boolean {
  if (functionOf(later) !== functionOf(place)) return true;
  for (const up of ancestors(place)) if (up.kind === 'loop' && isWithin(later, up)) return true;
  return false;
}

/**
 * The block, loop or function a declaration holds in, or what opens it for its own length; a block of declarations
 * written as one is none.
 */
function blockOf(declaration: Ir): Ir {
  for (const up of ancestors(declaration)) {
    const one = up.start === declaration.start && up.end === declaration.end;
    if (!one && /^(block|loop|function|if)$/.test(up.kind)) return up;
    if (up.kind === 'try' && isOpenedBy(declaration, up)) return up;
  }
  return declaration;
}

/** `using (var input = …)`, `try (var in = …)`: the name means something only there. */
const isOpenedBy = (declaration: Ir, { resources }: Try): boolean =>
  declaration.kind === 'assign' &&
  declaration.declares &&
  resources.some(resource => isWithin(declaration, resource));

/** An assignment and its place in the order of the source. */
interface Placed {
  assign: Assign;
  order: number;
}

/** Per outermost function: the assignments of each function in it, but not of those inside. Each is walked once. */
const byFunction = new WeakMap<Ir, Map<Ir, Placed[]>>();

function assignmentsByFunction(outer: Ir): Map<Ir, Placed[]> {
  const known = byFunction.get(outer);
  if (known) return known;
  const found = new Map<Ir, Placed[]>();
  const stack: { node: Ir; holder: Ir }[] = [{ node: outer, holder: outer }];
  let order = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    const holder = node.kind === 'function' ? node : next.holder;
    const list = found.get(holder) ?? [];
    found.set(holder, list);
    if (node.kind === 'assign') list.push({ assign: node, order: order++ });
    const parts = partsOf(node);
    for (let at = parts.length - 1; at >= 0; at -= 1) stack.push({ node: parts[at]!, holder });
  }
  byFunction.set(outer, found);
  return found;
}

/** Assignments to names the root can see, in source order: its own, and those around it; not of functions beside it. */
function visibleAssignments(outer: Ir, root: Ir): Assign[] {
  const lists = assignmentsByFunction(outer);
  const holders = new Set<Ir>([outer, root]);
  for (const node of walk(root)) if (node.kind === 'function') holders.add(node);
  for (const up of ancestors(root)) if (up.kind === 'function') holders.add(up);
  const seen = [...holders].flatMap(holder => lists.get(holder) ?? []);
  return seen.sort((a, b) => a.order - b.order).map(({ assign }) => assign);
}

/** What a slice or another view is taken of. */
function viewed(value: Ir | null, views: RegExp): Ir | null {
  if (value?.kind === 'index' && value.slice) return viewed(value.object, views);
  if (value?.kind !== 'call' || value.creates || !views.test(value.name)) return value;
  return viewed(value.args[0] ?? value.receiver, views);
}

/** The size expression of an allocation in a value: directly, or inside a view of it. */
function allocationIn(value: Ir | null, scope: AnyScope): Ir | null {
  if (!value) return null;
  for (const node of walk(value)) {
    if (node.kind !== 'call') continue;
    if (node.name === '#buffer') return node.args[0] ?? null;
    const size = scope.file.language.allocation(node);
    if (size) return size;
  }
  return null;
}
