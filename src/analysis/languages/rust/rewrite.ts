import type { FixRequest, Line, Piece } from '../../fixes/plan';
import type { Call } from '../../syntax/ir';
import type { Count } from './results';
import { isRetried } from './results';
import type { Way, Ways } from './ways';
import { isSameWay } from './ways';

/** What comes in place of the loop; null where io::copy does not tell apart what the loop does. */
export function linesOf(request: FixRequest, ways: Ways, call: Piece[], counts: Count[]): Line[] | null {
  const { end, read, write } = ways;
  const after = leaving(end);
  const isAlike = isSameWay(read, write);
  if (!isAlike && !(/^(fails|panics)$/.test(write.kind) && isSameWay(read, end))) return null;
  if (isRetried(request) && write.kind === 'panics') return null;
  if (isRetried(request) && counts.length === 0) return [...retried(request, ways, call), ...after];
  if (write.kind === 'fails') return [...counted(request, [...call, '?'], counts), ...after];
  if (write.kind === 'panics')
    return [...counted(request, [...call, ...panicking(write.node)], counts), ...after];
  if (isSameWay(read, end)) return [...passedOver(request, call, counts), ...after];
  if (counts.length > 0) return null;
  return [['if ', ...call, '.is_err() {'], ...indented(leaving(read)), ['}'], ...after];
}

const indented = (lines: Line[]): Line[] => lines.map(line => ['\t', ...line]);

/** std::io::copy tries an interrupted read again, but no interrupted splice (rust-lang/rust, std's kernel_copy). */
function retried({ summary, symbols }: FixRequest, { end, write }: Ways, call: Piece[]): Line[] {
  const error = symbols.fresh('error');
  const returns = summary.exits.some(({ cause, node }) => cause === 'read-error' && node.kind === 'jump');
  const failing: Line[] = [[returns ? `return Err(${error});` : `Err(${error})?;`]];
  const left = write.kind === 'fails' ? failing : isSameWay(write, end) ? [['break;']] : leaving(write);
  return [
    [`while let Err(${error}) = `, ...call, ' {'],
    [`\tif ${error}.kind() != std::io::ErrorKind::Interrupted {`],
    ...indented(indented(left)),
    ['\t}'],
    ['}'],
  ];
}

/** A copy whose failure leads where its end does. */
function passedOver({ symbols }: FixRequest, call: Piece[], counts: Count[]): Line[] {
  if (counts.length === 0) return [['let _ = ', ...call, ';']];
  const copied = symbols.fresh('copied');
  return [
    [`if let Ok(${copied}) = `, ...call, ' {'],
    ...indented(counts.map(count => addition(count, copied))),
    ['}'],
  ];
}

const panicking = ({ name, args: [message] }: Call): Piece[] =>
  message ? [`.${name}(`, { whole: message }, ')'] : [`.${name}()`];

function counted({ symbols }: FixRequest, copy: Piece[], counts: Count[]): Line[] {
  const [only, ...others] = counts;
  if (!only) return [[...copy, ';']];
  if (others.length === 0)
    return [[{ whole: only.target }, ' += ', ...copy, only.cast ? ` as ${only.cast};` : ';']];
  const copied = symbols.fresh('copied');
  return [[`let ${copied} = `, ...copy, ';'], ...counts.map(count => addition(count, copied))];
}

const addition = ({ target, cast }: Count, copied: string): Line => [
  { whole: target },
  ` += ${copied}${cast ? ` as ${cast}` : ''};`,
];

function leaving(way: Way): Line[] {
  if (way.kind !== 'returns') return [];
  return [way.node.value ? ['return ', { whole: way.node.value }, ';'] : ['return;']];
}
