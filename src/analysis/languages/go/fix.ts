import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Change, FixPlan, FixRequest, Line } from '../../fixes/plan';
import { isPrivate, mayOverlap, sourceStandsElsewhere } from '../../fixes/privateEnds';
import type { CopyCall } from '../../language';
import { isPseudoFile } from '../../loops/pseudoFiles';
import type { EndState } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { caveatsOfEnds } from './ends';
import { leftovers } from './leftovers';
import { isOfLibrary } from './names';
import { goEndUses, isOpenedBySystem } from './opened';
import { resultsOf } from './results';
import { Rewrite } from './rewrite';
import type { Ways } from './ways';
import { failureNames, isAssignedIn, namesIn, waysOf } from './ways';

/** Replaces a loop by io.Copy, where every way out of it and every variable it leaves behind can be given again. */
export function planLoop(request: FixRequest): FixPlan | null {
  const { summary } = request;
  const { source, sink } = request.summary;
  if ([source, sink].some(end => isPseudoFile(end, request.symbols))) return null;
  if (
    !isOfLibrary(request.symbols, summary.loop) ||
    [source, sink].some(end => isOpenedBySystem(end, request.symbols))
  )
    return null;
  const caveats = caveatsOfEnds(request);
  if (!caveats || !isPlain(request)) return null;
  const ways = waysOf(summary);
  const results = ways && resultsOf(request, ways);
  const lines = results && isGivenAgain(request, ways) ? new Rewrite(request, ways, results).lines() : null;
  const rest = lines && leftovers(request, lines.flat());
  if (!lines || !rest) return null;
  return {
    title: message('fix.replace-loop', { call: 'io.Copy' }),
    changes: [
      { kind: 'replace', node: summary.loop, lines },
      ...rest,
      { kind: 'import', line: 'import "io"', part: '"io"', named: 'io' },
    ],
    caveats: [...caveats, ...caveatsOfUse(request, ways!), ...results!.caveats],
    compared: true,
  };
}

/** How far the source was read when a write failed: the loop stops behind a chunk, io.Copy where it likes. */
function caveatsOfUse(request: FixRequest, { read }: Ways): Message[] {
  const { summary, sink } = request;
  const isOwn = ({ node }: EndState): boolean => isPrivate(node, request, goEndUses, read.node !== null);
  // A stream has no place to stand at: what it took is what was delivered.
  const isStream = sink.type === 'net.TCPConn';
  const isPrivateCopy = isOwn(summary.source) && (isStream || isOwn(summary.sink));
  return [
    ...(isPrivateCopy ? [] : [sourceStandsElsewhere]),
    ...(mayOverlap(request, goEndUses) ? [message('caveat.same-file')] : []),
  ];
}

/** A loop of its own statements alone, each understood, that tries nothing again. */
function isPlain({ summary, symbols }: FixRequest): boolean {
  const { loop, exits, limit, retries } = summary;
  const returns = exits.map(({ node }) => node);
  const others = summary.steps.filter(
    step => step.leaving && /^(side-effect|unknown)$/.test(step.kind) && !returns.includes(step.node),
  );
  return (
    obstacles(summary).length + others.length + retries.length === 0 &&
    !limit &&
    symbols.declarationOf('io') === null &&
    loop.over === null &&
    loop.setup.length + loop.update.length === 0 &&
    loop.parent?.kind === 'block' &&
    !isJumpedTo(loop)
  );
}

/** A label that a `goto` may lead to goes with the loop. */
function isJumpedTo(loop: Ir): boolean {
  let top = loop;
  while (top.parent) top = top.parent;
  return [...walk(top)].some(node => node.kind === 'jump' && node.word === 'goto');
}

/** Whether returns hand out nothing that only the loop knows, but totals and failures. */
function isGivenAgain({ summary, buffer }: FixRequest, ways: Ways | null): boolean {
  if (!ways) return false;
  const failures = failureNames(summary);
  const totals = summary.totals.map(({ key }) => key);
  return [ways.end, ways.read].every(way =>
    namesIn(way).every(
      name =>
        name !== buffer &&
        (totals.includes(name) ||
          (failures.includes(name) && way === ways.read) ||
          !isAssignedIn(name, summary.loop)),
    ),
  );
}

/** `io.CopyBuffer(struct{ io.Writer }{conn}, …)` on the types inside; a buffer given for it is not needed any more. */
export function planCall(copyCall: CopyCall): FixPlan | null {
  const { call, source, sink } = copyCall;
  const bare = (end: Ir): Ir => (end.kind === 'call' && end.name.startsWith('struct{') ? end.args[0]! : end);
  const [to, from] = call.args.map(bare);
  const hidden = [...source.wrappers, ...sink.wrappers];
  if (!to || !from || !hidden.every(name => name.startsWith('struct{'))) return null;
  if (call.name !== 'Copy' && !isReadElsewhere(copyCall, keyOf(call.args[2] ?? null))) return null;
  const line: Line = ['io.Copy(', { whole: to }, ', ', { whole: from }, ')'];
  const changes: Change[] = [{ kind: 'replace', node: call, lines: [line] }];
  return {
    title: message('fix.bare-types'),
    changes,
    caveats: call.name === 'Copy' ? [] : [message('caveat.go.given-buffer')],
  };
}

/** A variable that nothing but this call reads would stop the file from compiling. */
const isReadElsewhere = ({ call, scope }: CopyCall, buffer: string | null): boolean =>
  buffer !== null &&
  (scope.parameter(buffer) >= 0 ||
    [...walk(scope.root)].some(
      node =>
        keyOf(node) === buffer &&
        !isWithin(node, call) &&
        !(node.parent?.kind === 'assign' && node.parent.targets.includes(node)),
    ));
