import type { FixRequest, Line, Piece } from '../../fixes/plan';
import { keyOf } from '../../syntax/ir';
import type { Results } from './results';
import type { Item, Way, Ways } from './ways';
import { failureNames, isAlike, namesIn } from './ways';

/** Writes the lines that take the loop's place. */
export class Rewrite {
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
