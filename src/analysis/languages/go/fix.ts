import type { Change, FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { CopyCall } from '../../language';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { caveatsOfEnds } from './ends';
import { leftovers } from './leftovers';
import type { Results } from './results';
import { resultsOf } from './results';
import type { Item, Way, Ways } from './ways';
import { failureNames, isAlike, isAssignedIn, namesIn, waysOf } from './ways';

/** Replaces a loop by io.Copy, where every way out of it and every variable it leaves behind can be given again. */
export function planLoop(request: FixRequest): FixPlan | null {
  const { summary } = request;
  const caveats = caveatsOfEnds(request);
  if (!caveats || !isPlain(request)) return null;
  const ways = waysOf(summary);
  const results = ways && resultsOf(request, ways);
  const lines = results && isGivenAgain(request, ways) ? new Rewrite(request, ways, results).lines() : null;
  const rest = lines && leftovers(request, lines.flat());
  if (!lines || !rest) return null;
  return {
    title: 'Replace the loop by io.Copy',
    changes: [
      { kind: 'replace', node: summary.loop, lines },
      ...rest,
      { kind: 'import', line: 'import "io"', part: '"io"', named: 'io' },
    ],
    caveats: [...caveats, ...results!.caveats],
    validated: true,
  };
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

/** Writes the lines that take the loop's place. */
class Rewrite {
  private readonly call: Piece[];
  private readonly copied: string;
  /** What the returns of the loop call its failure; null where they do not name it. */
  private readonly named: string | null;

  constructor(
    private readonly request: FixRequest,
    private readonly ways: Ways,
    private readonly results: Results,
  ) {
    const { summary, symbols } = request;
    this.call = ['io.Copy(', { node: summary.sink.node }, ', ', { node: summary.source.node }, ')'];
    this.copied = symbols.fresh('copied');
    this.named = this.nameInReturn();
  }

  lines(): Line[] | null {
    const { kept } = this.results;
    if (kept) return this.keeping(kept.key, kept.atEnd);
    return this.isDropped() ? this.dropping() : this.telling();
  }

  /** The name by which the return after a failure names it, inside a call or by itself. */
  private nameInReturn(): string | null {
    const { read } = this.ways;
    const inside = namesIn(read).find(name => failureNames(this.request.summary).includes(name));
    const itself = read.items.find(({ meaning }) => meaning === 'failure');
    return inside ?? (itself ? keyOf(itself.node) : null);
  }

  /** A failure and the end lead to the same place, and nothing tells them apart. */
  private isDropped(): boolean {
    const { end, read } = this.ways;
    return this.named === null && isAlike(end, read, this.request.summary);
  }

  private dropping(): Line[] {
    const { totals } = this.results;
    const count = totals.length > 0 ? `${this.copied}, _ := ` : '_, _ = ';
    return [[count, ...this.call], ...this.additions(), ...this.leave(this.ways.end, '', '')];
  }

  private telling(): Line[] | null {
    const { end, read } = this.ways;
    const { symbols } = this.request;
    const isTaken = this.named === null && namesIn(read).includes('err');
    const failure = this.named ?? (isTaken ? symbols.fresh('copyErr') : 'err');
    const [negation, way] = read.node ? ['!=', read] : ['==', end];
    const inside = this.leave(way, failure, '\t');
    const after = way === read ? this.leave(end, '', '') : [];
    if (this.results.totals.length === 0)
      return [
        [`if _, ${failure} := `, ...this.call, `; ${failure} ${negation} nil {`],
        ...inside,
        ['}'],
        ...after,
      ];
    const given = symbols.declarationOf(failure) ? symbols.fresh('copyErr') : failure;
    const head =
      given === failure
        ? `if ${failure} ${negation} nil {`
        : `if ${failure} := ${given}; ${failure} ${negation} nil {`;
    return [
      [`${this.copied}, ${given} := `, ...this.call],
      ...this.additions(),
      [head],
      ...inside,
      ['}'],
      ...after,
    ];
  }

  /** A variable keeps the failure; `atEnd` is what it holds where there was none. */
  private keeping(key: string, atEnd: 'nil' | 'end' | 'before'): Line[] | null {
    const { read, end } = this.ways;
    if (this.named !== null && this.named !== key) return null;
    if (!read.node && end.node) return null;
    const counts = this.results.totals.length > 0;
    const given = this.request.symbols.fresh('copyErr');
    const failed = this.leave(read, key, '\t');
    const ends = this.leave(end, '', '');
    if (atEnd === 'before') return [...this.keptOnFailure(key, failed), ...ends];
    const first: Line[] = counts
      ? [[`${this.copied}, ${given} := `, ...this.call], ...this.additions(), [`${key} = ${given}`]]
      : [[`_, ${key} = `, ...this.call]];
    if (atEnd === 'nil')
      return [...first, ...(read.node ? [[`if ${key} != nil {`], ...failed, ['}']] : []), ...ends];
    return read.node
      ? [...first, [`if ${key} != nil {`], ...failed, ['}'], [`${key} = io.EOF`], ...ends]
      : [...first, [`if ${key} == nil {`], [`\t${key} = io.EOF`], ['}'], ...ends];
  }

  private keptOnFailure(key: string, failed: Line[]): Line[] {
    const given = this.request.symbols.fresh('copyErr');
    const inside: Line[] = [[`\t${key} = ${given}`], ...failed, ['}']];
    if (this.results.totals.length === 0)
      return [[`if _, ${given} := `, ...this.call, `; ${given} != nil {`], ...inside];
    return [
      [`${this.copied}, ${given} := `, ...this.call],
      ...this.additions(),
      [`if ${given} != nil {`],
      ...inside,
    ];
  }

  /** `total += int64(n)` with what was copied. */
  private additions(): Line[] {
    return this.results.totals.map(({ target, cast }) => [
      { whole: target },
      ` += ${cast === 'int64' ? this.copied : `${cast}(${this.copied})`}`,
    ]);
  }

  /** The return of a way; nothing where it leads to what follows the loop. */
  private leave(way: Way, failure: string, indent: string): Line[] {
    const pieces = this.returned(way, failure);
    if (!pieces || (pieces.length === 1 && indent === '' && this.isLast())) return [];
    return [[indent, ...pieces]];
  }

  private returned({ node, items }: Way, failure: string): Piece[] | null {
    if (!node) return null;
    const values = items.map(item => handedOut(item, failure, item.node.start === node.start));
    return ['return', ...values.flatMap((value, at) => [at === 0 ? ' ' : ', ', value])];
  }

  /** Whether nothing of the function comes after the loop. */
  private isLast(): boolean {
    const { parent } = this.request.summary.loop;
    const { loop } = this.request.summary;
    return (
      parent?.kind === 'block' && parent.body.at(-1) === loop && parent.parent?.parent?.kind === 'function'
    );
  }
}

/** A value of a return; a named result of a bare one stands nowhere in the text. */
function handedOut({ node, meaning }: Item, failure: string, isBare: boolean): Piece {
  const key = keyOf(node);
  if (key !== null && meaning === 'failure') return failure;
  if (key !== null && meaning === 'end') return 'io.EOF';
  if (key !== null && meaning === 'nil') return 'nil';
  return isBare && key !== null ? key : { whole: node };
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
    title: 'Give io.Copy the bare types',
    changes,
    caveats: call.name === 'Copy' ? [] : ['the buffer that was given is no longer used'],
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
