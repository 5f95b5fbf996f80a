import type { Node } from 'web-tree-sitter';
import { sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import { namesIn } from '../../loops/reasons';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/** A file that is opened by its path for one loop, and how. */
export interface Opened {
  declared: Assign;
  /** The path as written. */
  path: string;
  /** `File` or `System.IO.File` as the opening names it; null where it names FileStream. */
  via: string | null;
  /** Whether an existing target is replaced (FileMode.Create) or refused (FileMode.CreateNew). */
  overwrites: boolean;
}

const mode = (call: Call): string | undefined => keyOf(call.args[1] ?? null)?.replace(/^.*\bFileMode\./, '');
const byMode = (call: Call): boolean =>
  (call.creates && call.name === 'FileStream') || (call.name === 'Open' && fileClass(call));
const fileClass = (call: Call): boolean => /^(System\.IO\.)?File$/.test(keyOf(call.receiver) ?? '');

const isReading = (call: Call): boolean =>
  byMode(call)
    ? mode(call) === 'Open'
    : call.name === 'OpenRead' && fileClass(call) && call.args.length === 1;
const isWriting = (call: Call): boolean =>
  byMode(call)
    ? /^Create(New)?$/.test(mode(call) ?? '')
    : call.name === 'Create' && fileClass(call) && call.args.length <= 2;

/** What opens an end that nothing but the loop uses; null where it is not opened so. */
export function openedFor(end: Ir | null, flow: CopyLoop, effect: 'read' | 'write'): Opened | null {
  const { scope, loop, file } = flow;
  const key = keyOf(end);
  const [declared, ...others] = scope.assignments(key ?? '');
  const call = declared?.value;
  if (!key || !declared?.declares || others.length > 0 || call?.kind !== 'call') return null;
  const [path] = call.args;
  if (!(effect === 'read' ? isReading(call) : isWriting(call)) || !path) return null;
  const used = [...walk(scope.root)].some(
    node => keyOf(node) === key && !isWithin(node, loop) && !isWithin(node, declared),
  );
  if (used || changesBetween(path, declared, flow)) return null;
  const via = fileClass(call) ? sourceOf(file, call.receiver!) : null;
  return { declared, path: sourceOf(file, path), via, overwrites: mode(call) !== 'CreateNew' };
}

/** Whether a name of the path gets another value before the loop. */
function changesBetween(path: Ir, declared: Assign, { scope, loop }: CopyLoop): boolean {
  const moved = (key: string): boolean =>
    scope.assignments(key).some(assign => assign.start > declared.start && assign.start < loop.end);
  return namesIn(path).some(moved);
}

/** Where the text of an opening and its loop stands. */
export interface Place {
  /** What the new lines take the place of. */
  whole: { start: number; end: number };
  /** Declarations on lines of their own that go as well. */
  gone: Assign[];
}

const parts = (node: Node): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && !part.isExtra);

const statementAt = (flow: CopyLoop): Node | null => {
  let node = flow.file.root.descendantForIndex(flow.loop.start, flow.loop.end - 1);
  while (node && !(/_statement$/.test(node.type) && node.startIndex === flow.loop.start)) node = node.parent;
  return node;
};

/** The loop's own statement among others of a block; null where one statement must stay one. */
export function loopPlace(flow: CopyLoop): Place | null {
  const statement = statementAt(flow);
  if (!statement || statement.parent?.type !== 'block') return null;
  return { whole: { start: statement.startIndex, end: statement.endIndex }, gone: [] };
}

/**
 * The `using` statements around the loop, where they open just these files and hold nothing else; or the loop, where
 * `using var` declares them in its own block.
 */
export function openingPlace(flow: CopyLoop, opened: Opened[], own: ReadonlySet<string>): Place | null {
  const statement = statementAt(flow);
  if (!statement) return null;
  const declarations = opened.map(part => declarationOf(flow, part.declared));
  if (declarations.includes(null)) return null;
  if (declarations.every(node => node!.parent?.type === 'using_statement'))
    return usingPlace(statement, declarations as Node[], own);
  const together = declarations.every(
    node =>
      node!.parent?.type === 'local_declaration_statement' &&
      /^(await\s+)?using\b/.test(node!.parent.text) &&
      node!.parent.parent?.id === statement.parent?.id,
  );
  const place = together ? loopPlace(flow) : null;
  return place && { ...place, gone: opened.map(part => part.declared) };
}

/** The declaration of one name; null where several stand in it. */
function declarationOf(flow: CopyLoop, declared: Assign): Node | null {
  let node = flow.file.root.descendantForIndex(declared.start, declared.end - 1);
  while (node && node.type !== 'variable_declaration') node = node.parent;
  return node && parts(node).filter(part => part.type === 'variable_declarator').length === 1 ? node : null;
}

/** Up through blocks and `using` statements that hold nothing else, till all openings are inside. */
function usingPlace(statement: Node, declarations: Node[], own: ReadonlySet<string>): Place | null {
  const left = new Set(declarations.map(node => node.parent!.id));
  let node = statement;
  while (left.size > 0) {
    const up: Node | null = node.parent;
    if (!up || !(up.type === 'using_statement' || (up.type === 'block' && holdsOnly(up, node, own))))
      return null;
    if (up.type === 'using_statement' && !left.delete(up.id)) return null;
    node = up;
  }
  const outer = node.parent?.type;
  const inLoop = (at: number): boolean => at >= statement.startIndex && at < statement.endIndex;
  const saysMore = node
    .descendantsOfType('comment')
    .some(comment => comment !== null && !inLoop(comment.startIndex));
  return (outer === 'block' || outer === 'using_statement') && !saysMore
    ? { whole: { start: node.startIndex, end: node.endIndex }, gone: [] }
    : null;
}

/** Besides the statement, the block declares only what the loop alone uses. */
function holdsOnly(block: Node, statement: Node, own: ReadonlySet<string>): boolean {
  return parts(block).every(part => {
    if (part.id === statement.id) return true;
    if (part.type !== 'local_declaration_statement') return false;
    return part
      .descendantsOfType('variable_declarator')
      .every(declarator => own.has(declarator?.childForFieldName('name')?.text ?? ''));
  });
}
