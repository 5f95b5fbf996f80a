import type { Node } from 'web-tree-sitter';
import type { CallRule } from '../calls/callRules';
import { ruleOf } from '../calls/callRules';
import type { CopyLoop } from '../loops/copyLoop';
import { isCaptured } from '../loops/observers';
import { summaryOf } from '../loops/summarize';
import type { SourceFile } from '../source/languageTables';
import { functionOf } from '../source/scope';
import type { Ir } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk, wholeOf } from '../syntax/ir';
import { addressOf } from '../syntax/loweringRules';
import { freshName } from './edits';
import type { FixRequest, Symbols } from './plan';
import { bindingsOf, importedNames } from './printer';

/** What the grammars call names in code. */
const identifiers = ['identifier', 'type_identifier', 'field_identifier'];

/** What a builder gets for a copy loop; null where the loop could not be summed up. */
export function requestFor(copy: CopyLoop): FixRequest | null {
  const summary = summaryOf(copy);
  if (!summary) return null;
  const { source, sink, read } = copy;
  return { summary, source, sink, buffer: read.buffer?.key ?? null, symbols: symbolsOf(copy) };
}

function symbolsOf(copy: CopyLoop): Symbols {
  const { file, scope, loop } = copy;
  return {
    fresh: wanted => {
      const used = [...walk(scope.root)].some(node => node.kind === 'name' && node.name === wanted);
      return used ? freshName(file, wanted) : wanted;
    },
    freshInFile: wanted => freshName(file, wanted),
    typeOf: key => scope.typeOf(key),
    assignments: key => scope.assignments(key),
    globalOf: key => file.global(key),
    imports: importedNames(file),
    bindings: bindingsOf(file),
    isReadAfterLoop: key => isReadAfter(key, loop, copy),
    declarationOf: key => scope.declarationAt(key, loop),
    valueOf: node => scope.valueOf(node),
    isReadApartFrom: (key, apart) => isReadApart(key, apart, copy),
    isNamed: name => file.nodesNamed(name, identifiers).length > 0,
    isMoreThanCalled: name => !file.nodesNamed(name, identifiers).every(isCalled),
    namedInFile: (name, apart) => namedInFile(file, name, apart).length,
    namedInModule: (name, apart) => {
      const own = moduleOf(file.nodeAt(loop), file);
      return namedInFile(file, name, apart).filter(node => moduleOf(node, file) === own).length;
    },
    isNamedElsewhere: key => isNamedElsewhere(key, copy),
    isShared: key => !isLocal(key, copy) || isLent(key, copy),
    outlives: key => {
      const declared = scope.declarationAt(key, loop);
      return declared && (file.language.outlives?.(file.nodeAt(declared)) ?? null);
    },
    get bases() {
      return file.language.basesOf?.(file.nodeAt(loop)) ?? [];
    },
    get failuresTakenApart() {
      return file.language.takesFailuresApart?.(file) ?? false;
    },
    isTopLevel: scope.root.kind !== 'function',
    isHeader: /\.(h|hh|hpp|hxx)$/i.test(file.path),
  };
}

/** `send(…)`, `::send(…)` */
function isCalled(name: Node): boolean {
  const called = name.parent?.text === `::${name.text}` ? name.parent : name;
  return called.parent?.childForFieldName('function')?.id === called.id;
}

/** A variable of the function itself: no member, no target of a pointer, no global. */
const isLocal = (key: string, copy: CopyLoop): boolean => {
  const { scope, loop } = copy;
  if (/[.*]/.test(key) || isReference(scope.typeOf(key)) || isMember(key, copy)) return false;
  const declared = scope.declarationAt(key, loop) ?? scope.assignments(key).find(({ declares }) => declares);
  return (
    scope.parameter(key) >= 0 ||
    (declared !== undefined && isWithin(declared, scope.root)) ||
    isMadeHere(key, copy)
  );
};

/** `self.total`, whose key is its name alone. */
const isMember = (key: string, { scope }: CopyLoop): boolean =>
  scope
    .assignments(key)
    .some(({ targets }) => targets.some(target => target.kind === 'member' && keyOf(target) === key));

/** Other code may look at a variable while the loop runs: by its address or another name, or from a function inside. */
const isLent = (key: string, { scope, loop }: CopyLoop): boolean =>
  isCaptured(key, loop) ||
  [...walk(scope.root)].some(node => keyOf(node) === key && isAddressed(node) && !isWithin(node, loop));

/** `&total`, and `long &other = total`. */
const isAddressed = (node: Ir): boolean => {
  const { parent, wraps } = node;
  if (wraps?.some(({ type }) => type === addressOf)) return true;
  if (parent?.kind === 'operation') return parent.operator === '&' && parent.operands.length === 1;
  return parent?.kind === 'assign' && parent.declares && parent.value === node && isReference(parent.type);
};

/** Another name for a variable of the caller's (`ref long`, `long &`). */
const isReference = (type: string | null): boolean => type !== null && /^ref\s|&\s*$/.test(type);

/** Where assigning makes a variable: one of the function, unless it says that the name is another one's. */
function isMadeHere(key: string, { scope, file }: CopyLoop): boolean {
  if (!file.language.model?.assigningDeclares || scope.root.kind !== 'function') return false;
  const outer = [...walk(scope.root)].some(
    node =>
      node.kind === 'other' &&
      /^(global|nonlocal)_statement$/.test(node.type) &&
      node.children.some(name => keyOf(name) === key),
  );
  const assigned = scope.assignments(key).some(assign => isWithin(assign, scope.root));
  const walked = [...walk(scope.root)].some(node => node.kind === 'loop' && keyOf(node.element) === key);
  return !outer && (assigned || walked);
}

/** Whether a name stands behind the loop, or in an outer loop, where its value is read. */
function isReadAfter(key: string, loop: Ir, { file, scope }: CopyLoop): boolean {
  const declared = scope.assignments(key).filter(({ declares }) => declares);
  if (declared.length > 0 && declared.every(assign => isWithin(assign, loop))) return false;
  const outer = [...ancestors(loop)].find(up => up.kind === 'loop' || up.kind === 'function');
  const from = outer?.kind === 'loop' ? outer.start : loop.end;
  const variable = scope.declarationAt(key, loop);
  return [...walk(scope.root)].some(
    node =>
      keyOf(node) === key &&
      // A function inside the function may run when the loop is over, wherever it stands.
      (node.start >= from || functionOf(node) !== functionOf(loop)) &&
      !isWithin(node, loop) &&
      scope.declarationAt(key, node) === variable &&
      node.parent?.kind !== 'function' &&
      !isOverwritten(node) &&
      !isFreed(node, file.language.model?.calls ?? []),
  );
}

/** Whether a variable's value is read, in its function or those around and inside it. */
function isReadApart(key: string, apart: readonly Ir[], { scope, loop }: CopyLoop): boolean {
  const variable = scope.declarationAt(key, loop);
  const outermost = [...ancestors(loop)].at(-1) ?? loop;
  return [...walk(outermost)].some(
    node =>
      keyOf(node) === key &&
      !isOverwritten(node) &&
      !apart.some(part => isWithin(node, part)) &&
      scope.declarationAt(key, node) === variable,
  );
}

function namedInFile(file: SourceFile, name: string, apart: readonly Ir[]): Node[] {
  const { names = [], types = [] } = file.language.imports ?? {};
  const gone = [
    ...apart.map(wholeOf),
    ...file.nodes(types).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex })),
  ];
  return file
    .nodesNamed(name, names)
    .filter(node => !gone.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end));
}

/** The id of the innermost module around a node; undefined where only the file is. */
function moduleOf(node: Node, { language }: SourceFile): number | undefined {
  let up: Node | null = node;
  while (up && up.type !== language.imports?.module) up = up.parent;
  return up?.id;
}

function isNamedElsewhere(key: string, { scope, loop }: CopyLoop): boolean {
  const declared = scope.assignments(key).filter(({ declares }) => declares);
  return [...walk(scope.root)].some(
    node => keyOf(node) === key && ![loop, ...declared].some(part => isWithin(node, part)),
  );
}

/** The argument of a call that ends the life of what it is given. */
function isFreed({ parent }: Ir, calls: readonly CallRule[]): boolean {
  return parent?.kind === 'call' && ruleOf(parent, calls, () => '')?.does === 'frees';
}

/** The target of a plain assignment or a declaration. */
const isOverwritten = (node: Ir): boolean =>
  node.parent?.kind === 'assign' && node.parent.operator === '=' && node.parent.targets.includes(node);
