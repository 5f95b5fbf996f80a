import type { Node } from 'web-tree-sitter';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call } from '../../syntax/ir';
import type { Dialect, Parts } from '../java/fix';
import { fixCallIn, fixLoopIn } from '../java/fix';

/** A Long: nothing else takes what transferTo returns without a conversion. */
const isLong = ({ type, value }: Assign, file: SourceFile): boolean =>
  type === 'Long' ||
  (type === null && value !== null && /^\d[\d_]*L$/.test(file.text.slice(value.start, value.end)));

/** One statement, so that a lambda whose last it is gives what it gave before. */
function lines({ from, to, total }: Parts, fresh: (wanted: string) => string): string[] {
  const position = fresh('position');
  const moved = fresh('moved');
  return [
    `while (${from}.position() < ${from}.size()) {`,
    `\tval ${position} = ${from}.position()`,
    `\tval ${moved} = ${from}.transferTo(${position}, ${from}.size() - ${position}, ${to})`,
    `\t${from}.position(${position} + ${moved})`,
    ...(total ? [`\t${total} += ${moved}`] : []),
    '}',
  ];
}

/** Words of Kotlin are names only in back quotes. */
const quoted = (name: string): string =>
  /^(is|in|as|object|when|val|var|fun|typeof)$/.test(name) ? `\`${name}\`` : name;

/** Functions that run their lambda in place and give back its value. */
const passOn = /(^|[.?])(use|let|run|with|apply|also|runCatching|withContext)$/;

/** Whether nobody asks for a node's value: it stands in a function's block, or ends lambdas whose value nobody asks for. */
function isUnasked(node: Node): boolean {
  const up = node.parent;
  if (!up) return false;
  if (up.type === 'block')
    return (
      /^(function_body|(do_)?while_statement|for_statement)$/.test(up.parent?.type ?? '') ||
      (/^(if|try)_expression$/.test(up.parent?.type ?? '') && isUnasked(up.parent!))
    );
  if (up.type !== 'lambda_literal') return false;
  const last = up.namedChildren.at(-1)?.id === node.id;
  const call = up.parent?.type === 'annotated_lambda' ? up.parent.parent : null;
  if (!last || !call) return !last;
  return call.type === 'call_expression' && passOn.test(calleeOf(call)) && isUnasked(call);
}

/** `target.outputStream().use`, `withContext(io)`'s `withContext`. */
function calleeOf(call: Node): string {
  const callee = call.namedChildren[0];
  return callee?.type === 'call_expression' ? calleeOf(callee) : (callee?.text ?? '');
}

function statement(file: SourceFile, call: Call): { start: number; end: number } | null {
  let node = file.root.descendantForIndex(call.start, call.end - 1);
  while (node && node.type !== 'call_expression') node = node.parent;
  const whole = node?.startIndex === call.start && node.endIndex === call.end;
  return node && whole && isUnasked(node) ? { start: call.start, end: call.end } : null;
}

/** As in Java, in Kotlin's words. */
const dialect: Dialect = {
  blocks: /^(block|lambda_literal)$/,
  channel: stream => `${quoted(stream)}.channel`,
  cast: (type, stream) => `(${quoted(stream)} as ${type})`,
  totals: isLong,
  declaration: /^\s*va[lr]\s+\w+(\s*:\s*\w+)?(\s*=[^;]*)?\s*$/,
  namesType: false,
  statement,
  lines,
};

export const fixLoop = fixLoopIn(dialect);
export const fixCall = fixCallIn(dialect);
