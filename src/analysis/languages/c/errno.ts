import type { LoopSummary } from '../../loops/summary';
import type { SourceFile } from '../../source/languageTables';
import { functionOf } from '../../source/scope';
import type { Assign, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { isZero } from './kernelCall';

/** Whether errno is read after the loop where no failure is known to have set it. */
export function isErrorAskedFor({ loop, liveOut }: LoopSummary): boolean {
  const nodes = [...walk(functionOf(loop) ?? loop)].filter(({ start }) => start >= loop.end);
  const results = liveOut.map(({ key }) => key);
  return asking(nodes, results).length > 0;
}

/** The places in some code that ask for errno where no failure is known. `results`: what is assigned before that code. */
function asking(nodes: readonly Ir[], results: readonly string[] = []): Ir[] {
  const assigned = nodes.flatMap(node => (node.kind === 'assign' ? node.targets.map(keyOf) : []));
  const known = new Set([...results, ...assigned]);
  const isTold = (node: Ir): boolean => {
    const clear = clearBefore(node, nodes);
    // What was asked before errno was cleared tells of an earlier failure.
    const since = [...ancestors(node)].filter(up => !clear || !isWithin(clear, up));
    return since.some(up => tellsOfFailure(up, node, known));
  };
  return nodes.filter(node => asksForError(node) && !isTold(node));
}

/** The last `errno = 0` before a place. */
const clearBefore = (place: Ir, nodes: readonly Ir[]): Ir | undefined =>
  nodes.findLast(node => node.end <= place.start && isClear(node));

/**
 * Whether code of the file tells by errno alone that something failed, and may have made a copy before: it tests whether
 * errno is set, or asks for it after it was cleared for more than a call of the library.
 */
export function isTrusted(file: SourceFile): boolean {
  const places = file.nodesNamed('errno', ['identifier']);
  const roots = new Set(
    places.map(
      ({ startIndex, endIndex }) => file.functionsAround({ start: startIndex, end: endIndex }).inner,
    ),
  );
  return [...roots].some(root => {
    const nodes = [...walk(root)];
    const asked = asking(
      nodes.filter(node => !(setsError(node.parent) && node.parent.targets.includes(node))),
    );
    return asked.some(place => {
      const clear = clearBefore(place, nodes);
      return clear ? callsMore(nodes, clear, place) : isTested(place);
    });
  });
}

/** Whether other calls than the library's stand between a place that clears errno and one that asks for it. */
function callsMore(nodes: readonly Ir[], clear: Ir, place: Ir): boolean {
  // A loop leads back to the place from behind it.
  const repeated = [...ancestors(place)].findLast(up => up.kind === 'loop' && !isWithin(clear, up));
  const end = repeated?.end ?? place.start;
  return nodes.some(
    node => node.kind === 'call' && node.start >= clear.end && node.end <= end && !ofLibrary.test(node.name),
  );
}

/** What errno is cleared for, since the result alone tells no failure, and what looks at characters meanwhile. */
const ofLibrary =
  /^(strto(u?ll?|[ui]max|[dfq]|ld)|wcsto\w+|readdir(64)?|get(pw|gr)\w+|(f?path|sys)conf|getpriority|nice|f?getc|fgets|getline|getdelim|feof|ferror|is(space|digit|alnum|alpha|print)|str(len|chr|r?chr|n?cmp))$/;

/** `errno = …` */
const setsError = (node: Ir | null): node is Assign =>
  node?.kind === 'assign' && keyOf(node.targets[0] ?? null) === 'errno';

const isClear = (node: Ir): boolean => setsError(node) && isZero(node.value);

/** `if (errno)`, `errno != 0`, `!errno`; not which failure it was. */
function isTested(place: Ir): boolean {
  const { parent } = place;
  if (parent?.kind === 'if' || parent?.kind === 'loop') return parent.condition === place;
  if (parent?.kind !== 'operation' || keyOf(place) !== 'errno') return false;
  return /^(!|&&|\|\||\?:)$/.test(parent.operator) || parent.operands.some(isZero);
}

/** `errno`, and what prints it: `perror(path)`, `err(1, path)`, `"%m"`. */
const asksForError = (node: Ir): boolean =>
  keyOf(node) === 'errno' ||
  (node.kind === 'call' && !node.receiver && /^(perror|v?(err|warn)|error(_at_line)?)$/.test(node.name)) ||
  (node.kind === 'literal' && typeof node.value === 'string' && /(^|[^%])(%%)*%m/.test(node.value));

/** A condition around a place that asks for a result, of the loop or of a call behind it; a loop's may be a counter. */
function tellsOfFailure(up: Ir, place: Ir, results: ReadonlySet<string | null>): boolean {
  const isCondition = up.kind === 'operation' && /^(&&|\|\||\?:)$/.test(up.operator);
  const condition = up.kind === 'if' || up.kind === 'loop' ? up.condition : isCondition ? up : null;
  const parts = condition ? [...walk(condition)].filter(part => part.end <= place.start) : [];
  return parts.some(part => part.kind === 'call' || (up.kind !== 'loop' && results.has(keyOf(part))));
}
