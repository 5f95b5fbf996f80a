import type { Assign } from '../ir';
import type { SourceFile } from '../sourceFile';
import type { Parts } from './javaFix';
import { fixLoopIn } from './javaFix';

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

/** As in Java, in Kotlin's words. */
export const fixLoop = fixLoopIn({
  blocks: /^(block|lambda_literal)$/,
  channel: stream => `${quoted(stream)}.channel`,
  cast: (type, stream) => `(${quoted(stream)} as ${type})`,
  totals: isLong,
  declaration: /^\s*va[lr]\s+\w+(\s*:\s*\w+)?(\s*=[^;]*)?\s*$/,
  namesType: false,
  lines,
});
